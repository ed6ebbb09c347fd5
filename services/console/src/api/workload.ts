import { useQuery } from '@tanstack/react-query';
import { readAll } from '../lib/read-all';
import { countByOwner } from '../lib/workload';
import { query, request } from './http';
import { readReps } from './organization';
import type { Obligation, ObligationList, TaskList } from './types';

const PAGE_SIZE = 200;
/** The 1,000 soonest due: further ones are counted as "or more". */
const MAX_PAGES = 5;

const readOpen = (ownerId: string, signal: AbortSignal) =>
  readAll(async (pageToken) => {
    const path = `/obligations${query({ ownerId, openOnly: 'true', pageToken, pageSize: PAGE_SIZE })}`;
    const { obligations, nextPageToken } = await request<ObligationList>('GET', path, { signal });
    return { rows: obligations, nextPageToken };
  }, MAX_PAGES);

const readTasks = (signal: AbortSignal) =>
  readAll(async (pageToken) => {
    const path = `/tasks${query({ openOnly: 'true', pageToken, pageSize: PAGE_SIZE })}`;
    const { tasks, nextPageToken } = await request<TaskList>('GET', path, { signal });
    return { rows: tasks, nextPageToken };
  }, MAX_PAGES);

/** Running clocks by customer, the soonest due first; of one owner or of all in scope. */
export const useRunningClocks = (ownerId: string) =>
  useQuery({
    queryKey: ['board', 'clocks', ownerId],
    queryFn: async ({ signal }): Promise<Map<string, Obligation>> => {
      const { rows } = await readOpen(ownerId, signal);
      return new Map(rows.toReversed().map((obligation) => [obligation.subject, obligation]));
    },
  });

/** Reps with their open leads, and what each has to do: some requests for the whole team, none for each rep. */
export const useWorkload = () =>
  useQuery({
    queryKey: ['workload'],
    queryFn: async ({ signal }) => {
      const [reps, obligations, tasks] = await Promise.all([readReps(signal), readOpen('', signal), readTasks(signal)]);
      const loads = countByOwner([...obligations.rows, ...tasks.rows], Date.now());
      return { reps, loads, complete: obligations.complete && tasks.complete };
    },
  });
