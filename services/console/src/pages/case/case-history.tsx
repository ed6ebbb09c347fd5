import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTimeline } from '../../api/queries';
import type { TimelinePage } from '../../api/types';
import { TimelineItem } from '../../components/timeline-item';
import { TIMELINE_GROUPS } from '../../lib/timeline-filter';

const TYPES = [...TIMELINE_GROUPS.cases, ...TIMELINE_GROUPS.files];

/** What happened with a case, newest first, out of the timeline of its customer. */
export function CaseHistory({ caseId, customerId }: { caseId: string; customerId: string }) {
  const { t } = useTranslation();
  const list = useTimeline(customerId, TYPES, '', true);
  const pages = list.data?.pages ?? [];
  const people = Object.assign({}, ...pages.map((page) => page.people)) as TimelinePage['people'];
  const entries = pages
    .flatMap((page) => page.entries)
    .filter(({ data }) => data.caseId === caseId || data.recordId === caseId);
  if (entries.length === 0 && !list.hasNextPage) return null;
  return (
    <section className="panel" aria-labelledby="happened">
      <h2 id="happened">{t('customer.happened')}</h2>
      <ol className="timeline">
        {entries.map((entry) => (
          <TimelineItem key={entry.id} entry={entry} people={people} />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('customer.older')}
        </Button>
      )}
    </section>
  );
}
