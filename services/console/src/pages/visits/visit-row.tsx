import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '../../app/session';
import { describeProblem } from '../../lib/problem';
import { shorten } from '../../lib/shorten';
import { fromWallTime } from '../../lib/time';
import { errorOf, type VisitDraft } from '../../lib/visit-draft';
import { CopyVisit } from './copy-visit';

const SHOWN = 120;

/** One visit of the list, with how far it is. */
export function VisitRow({ draft, onDelete }: { draft: VisitDraft; onDelete(): void }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const { id, customerId, customerName, fields, zone, failTime } = draft;
  const name = customerName || t('visits.nameless');
  const when = fromWallTime(fields.occurTime, zone);
  const refusal = errorOf(draft);
  return (
    <li className="row visit-row">
      <div className="row-main">
        <Link to={`/visits/${id}`} className="row-link" data-row>
          {name}
        </Link>
        <span className="quiet">
          {[when && time(when), shorten(fields.content, SHOWN)].filter(Boolean).join(' · ')}
        </span>
        {customerName !== '' && customerId === '' && <span className="quiet">{t('visits.toBeChosen')}</span>}
        {refusal && <span className="field-fault">{describeProblem(refusal, t, time)}</span>}
        {draft.state === 'waiting' && failTime && (
          <span className="quiet">{t('visits.failed', { time: time(failTime) })}</span>
        )}
      </div>
      <div className="row-side">
        <span className={`chip visit-${draft.state}`}>
          {t(draft.uncertain && draft.state === 'waiting' ? 'visits.state.uncertain' : `visits.state.${draft.state}`)}
        </span>
        <span className="visit-actions">
          <CopyVisit draft={draft} size="small" />
          <Button size="small" aria-label={t('visits.named', { action: t('visits.delete'), name })} onClick={onDelete}>
            {t('visits.delete')}
          </Button>
        </span>
      </div>
    </li>
  );
}
