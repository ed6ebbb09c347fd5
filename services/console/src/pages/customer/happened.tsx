import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOlderTimeline } from '../../api/queries';
import type { Overview, People } from '../../api/types';
import { ProblemPanel } from '../../components/problem-panel';
import { TimelineItem } from '../../components/timeline-item';

interface Props {
  customerId: string;
  first: Overview['timeline'];
  people: People;
}

/** What happened, newest first. */
export function Happened({ customerId, first, people }: Props) {
  const { t } = useTranslation();
  const [more, setMore] = useState(false);
  const older = useOlderTimeline(customerId, first.nextPageToken, more && first.nextPageToken !== '');
  const pages = older.data?.pages ?? [];
  const names = Object.assign({}, people, ...pages.map((page) => page.people)) as People;
  const entries = [...first.entries, ...pages.flatMap((page) => page.entries)];
  const hasMore = more ? older.hasNextPage || older.isPending : first.nextPageToken !== '';
  const showMore = () => (more ? void older.fetchNextPage() : setMore(true));
  return (
    <section className="panel" aria-labelledby="happened">
      <h2 id="happened">{t('customer.happened')}</h2>
      {entries.length === 0 && <p className="quiet">{t('customer.nothingHappened')}</p>}
      <ol className="timeline">
        {entries.map((entry) => (
          <TimelineItem key={entry.id} entry={entry} people={names} />
        ))}
      </ol>
      {older.isError && <ProblemPanel error={older.error} onRetry={() => void older.refetch()} />}
      {hasMore && first.nextPageToken !== '' && (
        <Button loading={older.isFetching} onClick={showMore}>
          {t('customer.older')}
        </Button>
      )}
    </section>
  );
}
