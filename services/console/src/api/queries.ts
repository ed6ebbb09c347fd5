import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ApiError, query, request } from './http';
import type { NotificationPage, Overview, SectionPage, TimelinePage, User } from './types';

export type Section = 'overdue' | 'due' | 'claimable';
export type DayScope = 'mine' | 'team';

/** Who is signed in; null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<User | null> => {
    try {
      return (await request<{ user: User }>('GET', '/session', { signal })).user;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
  // Without an answer the offline entrance is shown, and asks again by itself; it must not be taken away meanwhile.
  networkMode: 'always',
  refetchOnReconnect: false,
  refetchOnWindowFocus: false,
  retry: (failures, error) => !(error instanceof ApiError) || failures < (error.status === 0 ? 1 : 2),
  retryDelay: 500,
});

const pages = {
  initialPageParam: '',
  getNextPageParam: (page: { nextPageToken: string }) => page.nextPageToken || null,
};

export const useSection = <T>(section: Section, scope: DayScope) =>
  useInfiniteQuery({
    queryKey: ['my-day', section, scope],
    queryFn: ({ pageParam, signal }) =>
      request<SectionPage<T>>('GET', `/my-day/${section}${query({ scope, pageToken: pageParam })}`, { signal }),
    ...pages,
  });

export const useOverview = (id: string) =>
  useQuery({
    queryKey: ['customer', id, 'overview'],
    queryFn: ({ signal }) => request<Overview>('GET', `/customers/${encodeURIComponent(id)}/overview`, { signal }),
  });

/** What happened, newest first, from a place on (its start: empty); of some types of events only, when they are named. */
export const useTimeline = (id: string, types: readonly string[], from: string, enabled: boolean) =>
  useInfiniteQuery({
    queryKey: ['customer', id, 'timeline', types, from],
    queryFn: ({ pageParam, signal }) => {
      const values = query({ types: types.join(','), pageToken: pageParam, pageSize: 50 });
      return request<TimelinePage>('GET', `/customers/${encodeURIComponent(id)}/timeline${values}`, { signal });
    },
    ...pages,
    initialPageParam: from,
    enabled,
    // What happened before a place does not change.
    staleTime: from === '' ? undefined : Number.POSITIVE_INFINITY,
  });

/** The caller's messages, newest first. */
export const useNotifications = (unreadOnly = false) =>
  useInfiniteQuery({
    queryKey: ['notifications', unreadOnly],
    queryFn: ({ pageParam, signal }) =>
      request<NotificationPage>(
        'GET',
        `/notifications${query({ pageToken: pageParam, pageSize: 30, unreadOnly: String(unreadOnly) })}`,
        { signal },
      ),
    ...pages,
  });
