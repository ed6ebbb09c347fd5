import '../../styles/board.css';
import { Segmented } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Customer } from '../../api/types';
import { useRunningClocks } from '../../api/workload';
import { useSession } from '../../app/session';
import { PageTitle } from '../../components/page-title';
import { RecordChoice } from '../../components/record-choice';
import { useDirectory } from '../../components/use-directory';
import { useFilter } from '../../components/use-filter';
import { useRowKeys } from '../../components/use-row-keys';
import { STAGES } from '../../lib/vocabulary';
import { Column } from './column';
import { useMove } from './use-move';

const SHOWN_STATES = ['CUSTOMER_STATE_LEAD', 'CUSTOMER_STATE_CUSTOMER'];

/** Customers by stage: a rep's own, or those of a manager's teams. */
export function PipelinePage() {
  const { t } = useTranslation();
  const { user, seesOthers } = useSession();
  const page = useRef<HTMLDivElement>(null);
  const [values, change] = useFilter(['owner', 'team', 'state'] as const);
  const { repNames, reps, teams } = useDirectory();
  const ownerId = seesOthers ? values.owner : (user.rep ?? '');
  const state = values.state || 'CUSTOMER_STATE_LEAD';
  const filterOf = (stage: string) => ({ ownerId, teamId: seesOthers ? values.team : '', state, stage });
  const clocks = useRunningClocks(ownerId);
  const { move, said, held } = useMove(filterOf);
  const [dragged, setDragged] = useState<Customer>();
  useRowKeys(page);
  const moveAndFollow = async (card: Customer, stage: string) => {
    const moving = move(card, stage);
    // The menu that had the focus went with the card.
    requestAnimationFrame(() => focusCard(page.current, card.id));
    await moving;
    focusCard(page.current, card.id);
  };
  return (
    <div className="page page-wide" ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.pipeline')}</PageTitle>
        <Link to="/pipeline/playbook">{t('playbook.title')}</Link>
        <Segmented
          aria-label={t('column.state')}
          value={state}
          onChange={(next) => change({ state: next === SHOWN_STATES[0] ? '' : next })}
          options={SHOWN_STATES.map((value) => ({ value, label: t(`pipeline.${value}`) }))}
        />
      </div>
      {seesOthers && (
        <div className="filters">
          <RecordChoice
            label={t('column.team')}
            value={values.team}
            records={teams}
            onChange={(team) => change({ team })}
          />
          <RecordChoice
            label={t('column.owner')}
            value={values.owner}
            records={reps}
            onChange={(owner) => change({ owner })}
          />
        </div>
      )}
      <p className="visually-hidden" role="status">
        {said}
      </p>
      {held}
      <div className="board">
        {STAGES.map((stage) => (
          <Column
            key={stage}
            stage={stage}
            filter={filterOf(stage)}
            reps={repNames}
            clocks={clocks.data}
            mayDrop={dragged !== undefined && dragged.stage !== stage}
            onDrag={setDragged}
            onDrop={(to) => dragged && void move(dragged, to)}
            onMove={(card, to) => void moveAndFollow(card, to)}
          />
        ))}
      </div>
    </div>
  );
}

/** Puts the focus on a card unless it went elsewhere in the meantime. */
function focusCard(page: HTMLElement | null, id: string): void {
  const free = document.activeElement === document.body || document.activeElement?.closest('.card') !== null;
  if (free) page?.querySelector<HTMLElement>(`[data-card="${id}"] [data-row]`)?.focus();
}
