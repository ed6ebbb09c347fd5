import { useQuery } from '@tanstack/react-query';
import { readAll } from '../lib/read-all';
import { query, request } from './http';
import type { Rep, Team } from './types';

const PAGE_SIZE = 500;
/** Enough for 2,000 teams or reps; further ones are found on the pages of their customers. */
const MAX_PAGES = 4;

/** All teams, by id. */
export const useTeams = () =>
  useQuery({
    queryKey: ['reps', 'teams'],
    queryFn: async ({ signal }) => {
      const { rows } = await readAll(async (pageToken) => {
        const page = await request<{ teams: Team[]; nextPageToken: string }>(
          'GET',
          `/teams${query({ pageToken, pageSize: PAGE_SIZE })}`,
          { signal },
        );
        return { rows: page.teams, nextPageToken: page.nextPageToken };
      }, MAX_PAGES);
      return rows;
    },
    staleTime: 60_000,
  });

/** All reps of all teams, by id. */
export const useAllReps = () =>
  useQuery({ queryKey: ['reps', 'all'], queryFn: ({ signal }) => readReps(signal), staleTime: 60_000 });

/** Reads every rep, with the open leads that each holds now. */
export async function readReps(signal: AbortSignal): Promise<Rep[]> {
  const { rows } = await readAll(async (pageToken) => {
    const path = `/reps${query({ pageToken, pageSize: PAGE_SIZE })}`;
    const page = await request<{ reps: Rep[]; nextPageToken: string }>('GET', path, { signal });
    return { rows: page.reps, nextPageToken: page.nextPageToken };
  }, MAX_PAGES);
  return rows;
}
