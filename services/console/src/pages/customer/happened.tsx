import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTimeline } from '../../api/queries';
import type { TimelinePage } from '../../api/types';
import { Choice } from '../../components/choice';
import { LoadingRows } from '../../components/loading-rows';
import { ProblemPanel } from '../../components/problem-panel';
import { TimelineItem } from '../../components/timeline-item';
import { useFilter } from '../../components/use-filter';
import { TIMELINE_GROUPS, typesOf } from '../../lib/timeline-filter';

interface Props {
  customerId: string;
  /** The newest of everything, as the overview has it. */
  first: TimelinePage;
}

/** What happened, newest first: all of it, or one kind of things. */
export function Happened({ customerId, first }: Props) {
  const { t } = useTranslation();
  const [{ show }, change] = useFilter(['show'] as const);
  const [older, setOlder] = useState(false);
  const types = typesOf(show);
  const whole = types.length === 0;
  const list = useTimeline(customerId, types, whole ? first.nextPageToken : '', !whole || older);
  const read = list.data?.pages ?? [];
  const pages = whole ? [first, ...read] : read;
  const names = Object.assign({}, ...pages.map((page) => page.people)) as TimelinePage['people'];
  const entries = pages.flatMap((page) => page.entries);
  const hasOlder = whole && !older ? first.nextPageToken !== '' : list.hasNextPage;
  const showOlder = () => (whole && !older ? setOlder(true) : void list.fetchNextPage());
  return (
    <section className="panel" aria-labelledby="happened">
      <div className="panel-head">
        <h2 id="happened">{t('customer.happened')}</h2>
        <Choice
          label={t('timeline.show')}
          any={t('list.any')}
          value={show}
          options={Object.keys(TIMELINE_GROUPS).map((group) => [group, t(`timeline.${group}`)])}
          onChange={(group) => change({ show: group })}
        />
      </div>
      {list.isLoading && !whole && <LoadingRows rows={4} />}
      {(whole || list.isSuccess) && entries.length === 0 && <p className="quiet">{t('customer.nothingHappened')}</p>}
      <ol className="timeline">
        {entries.map((entry) => (
          <TimelineItem key={entry.id} entry={entry} people={names} />
        ))}
      </ol>
      {list.isError && <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />}
      {(hasOlder || (whole && list.isLoading)) && (
        <Button loading={list.isLoading || list.isFetchingNextPage} onClick={showOlder}>
          {t('customer.older')}
        </Button>
      )}
    </section>
  );
}
