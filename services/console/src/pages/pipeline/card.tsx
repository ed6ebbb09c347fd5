import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Customer, Obligation } from '../../api/types';
import { useSession } from '../../app/session';
import { Countdown } from '../../components/countdown';
import { MenuButton } from '../../components/menu-button';
import { STAGES } from '../../lib/vocabulary';

/** What a card can tell its board. */
export interface CardActions {
  onMove(card: Customer, stage: string): void;
  onDrag(card: Customer | undefined): void;
}

interface Props extends CardActions {
  card: Customer;
  owner: string;
  clock?: Obligation;
}

/** A customer on the board; it is moved by dragging or by its menu. */
export function Card({ card, owner, clock, onMove, onDrag }: Props) {
  const { t } = useTranslation();
  const { time } = useSession();
  const { id, displayName, lastContactTime } = card;
  return (
    <li
      className="card"
      data-card={id}
      draggable
      onDragStart={({ dataTransfer }) => {
        dataTransfer.setData('text/plain', displayName);
        dataTransfer.effectAllowed = 'move';
        onDrag(card);
      }}
      onDragEnd={() => onDrag(undefined)}
    >
      <Link className="row-link" to={`/customers/${id}`} data-row draggable={false}>
        {displayName}
      </Link>
      <span className="quiet">{owner}</span>
      <span className="quiet small">
        {lastContactTime ? t('customer.lastContact', { time: time(lastContactTime) }) : t('pipeline.noContact')}
      </span>
      <div className="card-foot">
        {clock && <Countdown dueTime={clock.dueTime} openTime={clock.openTime} paused={clock.paused} />}
        <MenuButton size="small" label={t('pipeline.move')} name={t('pipeline.moveName', { name: displayName })}>
          {(close) => (
            <ul className="nav-list">
              {STAGES.filter((stage) => stage !== card.stage).map((stage) => (
                <li key={stage}>
                  <button
                    type="button"
                    className="nav-link"
                    onClick={() => {
                      close();
                      onMove(card, stage);
                    }}
                  >
                    {t(`stage.${stage}`)}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </MenuButton>
      </div>
    </li>
  );
}
