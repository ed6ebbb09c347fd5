import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { readAll } from '../lib/read-all';
import type { CommandOptions } from './commands';
import { query, request } from './http';
import type { Obligation } from './types';

export interface Escalation {
  /** `28800s`. */
  after: string;
  role: string;
}

export interface ClockPolicy {
  id: string;
  etag: string;
  version: number;
  kind: string;
  duration: string;
  reminderFractions: number[];
  grace: string;
  stages: string[];
  sources: string[];
  valueLevels: string[];
  customerTypes: string[];
  caseKinds: string[];
  priorities: string[];
  priority: number;
  escalations: Escalation[];
  active: boolean;
  /** In which the time is counted; empty: that of the owner's team. */
  calendarId: string;
}

export interface Slot {
  from: string;
  to: string;
}

export interface Calendar {
  id: string;
  etag: string;
  version: number;
  displayName: string;
  timeZone: string;
  weekdays: { day: number; slots: Slot[] }[];
  holidayRegion: string;
  exceptions: { date: string; slots: Slot[]; label: string }[];
  /** Last day for which holidays are known; empty without a region. */
  holidaysUntil: string;
}

export interface LevelMove {
  id: string;
  dueTime?: string;
  movedTime?: string;
}

export interface MovingClock {
  obligation: Obligation;
  levels: LevelMove[];
  beyondHolidayData: boolean;
}

export interface ClockPreview {
  runningCount: number;
  movingCount: number;
  beyondHolidayCount: number;
  cut: boolean;
  clocks: MovingClock[];
  nextPageToken: string;
}

export interface ClockMove {
  id: string;
  policyId: string;
  calendarId: string;
  version: number;
  state: string;
  createTime: string;
  endTime?: string;
  totalCount: number;
  movedCount: number;
  remainingCount: number;
}

/** What a draft is of. */
export type ClockSubject = 'clock-policies' | 'calendars';

const KEY = 'clocks';
const PAGES = 10;
const LOOK_MS = 2000;
const at = (id: string) => encodeURIComponent(id);

/** What shows policies, calendars and moves has to be read again after a change. */
export const CLOCK_QUERIES = { queryKey: [KEY] };

/** The built-in calendar, around the clock. */
export const ALWAYS = 'always';

export const useClockPolicies = () =>
  useQuery({
    queryKey: [KEY, 'policies'],
    queryFn: ({ signal }) =>
      readAll(async (pageToken) => {
        const path = `/clock-policies${query({ pageSize: 200, pageToken })}`;
        const page = await request<{ policies: ClockPolicy[]; nextPageToken: string }>('GET', path, { signal });
        return { rows: page.policies, nextPageToken: page.nextPageToken };
      }, PAGES),
  });

export const useCalendars = () =>
  useQuery({
    queryKey: [KEY, 'calendars'],
    queryFn: ({ signal }) =>
      readAll(async (pageToken) => {
        const path = `/calendars${query({ pageSize: 200, pageToken })}`;
        const page = await request<{ calendars: Calendar[]; nextPageToken: string }>('GET', path, { signal });
        return { rows: page.calendars, nextPageToken: page.nextPageToken };
      }, PAGES),
  });

/** The newest moves; looked at again while one is under way. */
export const useClockMoves = () =>
  useQuery({
    queryKey: [KEY, 'moves'],
    queryFn: ({ signal }) =>
      request<{ moves: ClockMove[] }>('GET', `/clock-moves${query({ pageSize: 10 })}`, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.moves.some((move) => move.state === 'CLOCK_MOVE_STATE_RUNNING') ? LOOK_MS : false,
  });

/** What a draft would do, page by page; asked while there is a draft. */
export const useClockPreview = (subject: ClockSubject, id: string, etag: string, body: object) =>
  useInfiniteQuery({
    queryKey: [KEY, 'preview', subject, id, etag, body],
    queryFn: ({ pageParam, signal }) => {
      const path = `/${subject}/${at(id)}:preview${query({ pageSize: 20, pageToken: pageParam })}`;
      return request<ClockPreview>('POST', path, { body, etag, signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
    gcTime: 0,
  });

export const createClockSubject = <T>(subject: ClockSubject, body: object, requestId: string) =>
  request<T>('POST', `/${subject}`, { body, requestId });

export const publishClockSubject = <T>(subject: ClockSubject, id: string, body: object, options: CommandOptions) =>
  request<T>('PATCH', `/${subject}/${at(id)}`, { body, ...options });
