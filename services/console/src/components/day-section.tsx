import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { People, SectionPage } from '../api/types';
import { EmptyList } from './empty-list';
import { LoadingRows } from './loading-rows';
import { ProblemPanel } from './problem-panel';

interface Props<T> {
  tone: 'overdue' | 'due' | 'claimable';
  title: string;
  list: UseInfiniteQueryResult<InfiniteData<SectionPage<T>>>;
  empty: [text: string, hint: string];
  row(item: T, people: People): ReactNode;
}

/** One list of the day, page by page. */
export function DaySection<T>({ tone, title, list, empty, row }: Props<T>) {
  const { t } = useTranslation();
  const heading = useId();
  const showMore = async () => {
    // The next page takes the place of a refresh under way, which is made up for afterwards.
    const wasRefreshing = list.isRefetching;
    await list.fetchNextPage();
    if (wasRefreshing) await list.refetch();
  };
  const pages = list.data?.pages ?? [];
  const count = pages.reduce((sum, page) => sum + page.items.length, 0);
  return (
    <section className={`section section-${tone}`} aria-labelledby={heading}>
      <h2 id={heading}>
        {title} <span className="count">{list.hasNextPage ? t('day.more', { count }) : count}</span>
      </h2>
      {list.isPending && <LoadingRows rows={3} />}
      {list.isError && <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && count === 0 && <EmptyList text={empty[0]} hint={empty[1]} />}
      {count > 0 && (
        <ul className="rows">{pages.flatMap((page) => page.items.map((item) => row(item, page.people)))}</ul>
      )}
      {list.hasNextPage && (
        <div className="more">
          <Button loading={list.isFetchingNextPage} onClick={() => void showMore()}>
            {t('app.loadMore')}
          </Button>
          <span className="quiet">{t('day.shown', { count })}</span>
        </div>
      )}
    </section>
  );
}
