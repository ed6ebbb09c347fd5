import type { ObligationFilter } from '../api/lists';
import type { Level, Obligation } from '../api/types';

const DAY_MS = 86_400_000;

/** Windows of due times that a list of processes can be narrowed to. */
export const DUE_WINDOWS = ['overdue', 'day', 'week'] as const;

/** The API's filter for what a page offers; without a state, what runs. */
export function processFilter(
  { owner, team, state, due }: { owner: string; team: string; state: string; due: string },
  now: number,
): ObligationFilter {
  const at = (ms: number) => new Date(ms).toISOString();
  const windows: Record<string, ObligationFilter> = {
    // What has ended is late no more.
    overdue: { dueBefore: at(now), openOnly: 'true' },
    day: { dueAfter: at(now), dueBefore: at(now + DAY_MS) },
    week: { dueAfter: at(now), dueBefore: at(now + 7 * DAY_MS) },
  };
  const states: Record<string, ObligationFilter> = { '': { openOnly: 'true' }, all: {} };
  return { ownerId: owner, teamId: team, ...(states[state] ?? { state }), ...windows[due] };
}

export const isRunning = ({ state }: Pick<Obligation, 'state'>): boolean => /_(OPEN|RECYCLING)$/.test(state);

/** The last level that was recorded. */
export const reachedLevel = ({ levels }: Pick<Obligation, 'levels'>): Level | undefined =>
  levels.findLast(({ recordTime }) => recordTime);
