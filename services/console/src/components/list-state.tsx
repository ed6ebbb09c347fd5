import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { EmptyList } from './empty-list';
import { LoadingRows } from './loading-rows';
import { ProblemPanel } from './problem-panel';

interface Props<T> {
  list: Pick<UseQueryResult<T>, 'data' | 'error' | 'isError' | 'refetch'>;
  isEmpty(data: T): boolean;
  empty: readonly [text: string, hint: string];
  children(data: T): ReactNode;
}

/** A list in each of its states: on its way, failed, without rows, with rows (also while a refresh fails). */
export function ListState<T>({ list, isEmpty, empty, children }: Props<T>) {
  const { data } = list;
  return (
    <>
      {list.isError && <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />}
      {data === undefined && !list.isError && <LoadingRows rows={8} />}
      {data !== undefined && (isEmpty(data) ? <EmptyList text={empty[0]} hint={empty[1]} /> : children(data))}
    </>
  );
}
