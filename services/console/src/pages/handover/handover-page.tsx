import '../../styles/handover.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type Handover, type HandoverReceiver, updateHandover, useHandover } from '../../api/handovers';
import { useSession } from '../../app/session';
import { type Column, DataTable } from '../../components/data-table';
import { Facts } from '../../components/facts';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { ProblemPanel } from '../../components/problem-panel';
import { isAhead, shareDone } from '../../lib/handover';
import { handoverDraftOf } from '../../lib/handover-draft';
import { nameOf } from '../../lib/wording';
import { Checklist } from './checklist';
import { HandoverActions } from './handover-actions';
import { HandoverForm } from './handover-form';
import { HandoverItems } from './handover-items';

/** One handover: where it stands, who gets what, and what can be done with it. */
export function HandoverPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { user, isManager, time } = useSession();
  const handover = useHandover(id);
  const [editing, setEditing] = useState(false);
  if (handover.isPending) return <LoadingRows rows={8} />;
  if (handover.isError) return <ProblemPanel error={handover.error} onRetry={() => void handover.refetch()} />;
  const found = handover.data;
  const plans = isManager || user.rep === found.fromRepId;
  const name = nameOf(found.people, found.fromRepId);
  return (
    <div className="page">
      <p>
        <Link to="/handovers">{t('handover.back')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{t('handover.title', { name })}</PageTitle>
        <span className="stage">{t(`handoverState.${found.state}`)}</span>
      </div>
      <div className="handover">
        {!editing && <HandoverActions handover={found} name={name} onEdit={() => setEditing(true)} />}
        <Progress handover={found} />
        <section className="panel" aria-label={t('handover.terms')}>
          <Facts
            facts={[
              [t('handover.reason'), t(`handoverReason.${found.reason}`)],
              [t('handover.start'), found.startTime ? time(found.startTime) : ''],
              [t('handover.return'), found.returnTime ? time(found.returnTime) : ''],
              [t('handover.arrived'), found.transferTime ? time(found.transferTime) : ''],
              [t('handover.rejectReason'), found.rejectReason],
              [t('handover.note'), found.note],
            ]}
          />
        </section>
        {found.receivers.length > 0 && <Receivers handover={found} />}
        {editing ? (
          <Edit handover={found} onClose={() => setEditing(false)} />
        ) : (
          <Customers handover={found} plans={plans} />
        )}
      </div>
    </div>
  );
}

/** Before it starts what would go to whom, afterwards what became of each. */
function Customers({ handover, plans }: { handover: Handover; plans: boolean }) {
  const { user } = useSession();
  if (!isAhead(handover)) return <HandoverItems handover={handover} />;
  if (!plans) return null;
  return <Checklist draft={handoverDraftOf(handover, '', user.timeZone)} handoverId={handover.id} />;
}

function Progress({ handover }: { handover: Handover }) {
  const { t } = useTranslation();
  const { progress } = handover;
  const share = shareDone(handover);
  if (!progress || isAhead(handover)) return null;
  const counts = (['planned', 'moved', 'skipped', 'returned', 'kept'] as const)
    .filter((key) => progress[key] > 0)
    .map((key) => t(`handover.progress.${key}`, { count: progress[key] }));
  return (
    <section className="panel" aria-label={t('handover.progressName')}>
      {share !== undefined && <progress value={share} max={1} aria-label={t('handover.progressName')} />}
      <p role="status">{counts.join(' · ') || t('handover.nothing')}</p>
    </section>
  );
}

function Receivers({ handover }: { handover: Handover }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const { people, receivers } = handover;
  const columns: Column<HandoverReceiver>[] = [
    { id: 'rep', title: t('handover.to'), cell: ({ repId }) => nameOf(people, repId) },
    { id: 'leads', title: t('handover.leads'), numeric: true, cell: ({ leads }) => leads },
    { id: 'customers', title: t('handover.customers'), numeric: true, cell: ({ customers }) => customers },
    {
      id: 'registrations',
      title: t('nav.registrations'),
      numeric: true,
      cell: ({ registrations }) => registrations,
    },
    {
      id: 'acknowledged',
      title: t('handover.acknowledged'),
      cell: ({ acknowledgeTime, remindTime }) => {
        if (acknowledgeTime) return time(acknowledgeTime);
        return remindTime ? t('handover.reminded', { time: time(remindTime) }) : t('handover.notYet');
      },
    },
  ];
  return (
    <DataTable
      label={t('handover.receivers')}
      columns={columns}
      rows={receivers}
      idOf={({ repId }) => repId}
      nameOf={({ repId }) => nameOf(people, repId)}
    />
  );
}

function Edit({ handover, onClose }: { handover: Handover; onClose(): void }) {
  const { user } = useSession();
  const [draft, setDraft] = useState(() => handoverDraftOf(handover, crypto.randomUUID(), user.timeZone));
  return (
    <HandoverForm
      draft={draft}
      handoverId={handover.id}
      onChange={setDraft}
      save={({ fromRepId: _, ...body }, requestId) =>
        updateHandover(handover.id, body, { etag: handover.etag, requestId })
      }
      onSaved={onClose}
      onClose={onClose}
    />
  );
}
