import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOlderTimeline } from '../../api/queries';
import type { Overview, People, TimelineEntry } from '../../api/types';
import { useSession } from '../../app/session';
import { ProblemPanel } from '../../components/problem-panel';
import { describeActor, describeEntry, toneOf } from '../../lib/wording';

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
          <Entry key={entry.id} entry={entry} people={names} />
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

function Entry({ entry, people }: { entry: TimelineEntry; people: People }) {
  const { t } = useTranslation();
  const { time, timeWithZone } = useSession();
  const wording = { t, people, time };
  return (
    <li className={`entry entry-${toneOf(entry.type)}`}>
      <div className="entry-head">
        <span>{describeEntry(entry, wording)}</span>
        <span className="quiet">
          <time dateTime={entry.time} title={timeWithZone(entry.time)}>
            {time(entry.time)}
          </time>{' '}
          · {describeActor(entry, wording)}
        </span>
      </div>
      {entry.followUp && <p className="entry-content">{entry.followUp.content}</p>}
      {entry.followUp?.nextStep && (
        <p className="entry-content quiet">
          {t('followUp.nextStep')}: {entry.followUp.nextStep}
        </p>
      )}
    </li>
  );
}
