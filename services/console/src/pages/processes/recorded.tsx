import { useTranslation } from 'react-i18next';
import { useProcessEvents } from '../../api/lists';
import type { Obligation } from '../../api/types';
import { LoadingRows } from '../../components/loading-rows';
import { ProblemPanel } from '../../components/problem-panel';
import { TimelineItem } from '../../components/timeline-item';

/** What the event log holds about a process, newest first. */
export function Recorded({ obligation: { id, subject } }: { obligation: Obligation }) {
  const { t } = useTranslation();
  const events = useProcessEvents(subject);
  const people = events.data?.people ?? {};
  const entries = events.data?.entries.filter(({ data }) => data.obligationId === id) ?? [];
  return (
    <section className="panel" aria-labelledby="recorded">
      <h2 id="recorded">{t('process.recorded')}</h2>
      {events.isPending && <LoadingRows rows={3} />}
      {events.isError && <ProblemPanel error={events.error} onRetry={() => void events.refetch()} />}
      {events.isSuccess && entries.length === 0 && <p className="quiet">{t('customer.nothingHappened')}</p>}
      <ol className="timeline">
        {entries.map((entry) => (
          <TimelineItem key={entry.id} entry={entry} people={people} />
        ))}
      </ol>
    </section>
  );
}
