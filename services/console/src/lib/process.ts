import type { ObligationFilter } from '../api/lists';
import type { Level, Obligation } from '../api/types';
import { readInstant } from './time';

const DAY_MS = 86_400_000;

/** Windows of due times that a list of processes can be narrowed to. */
export const DUE_WINDOWS = ['overdue', 'day', 'week'] as const;

/** What a list of processes is narrowed to, as its address tells it. */
export interface ProcessChoice {
  owner: string;
  team: string;
  state: string;
  due: string;
  /** Due from this instant on; what is no instant narrows nothing. */
  after: string;
  /** Due before this instant. */
  before: string;
}

/** The API's filter for what a page offers; without a state, what runs. A window of due times goes before two instants. */
export function processFilter(
  { owner, team, state, due, after, before }: ProcessChoice,
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
  const [dueAfter, dueBefore] = [readInstant(after), readInstant(before)];
  const given = { ...(dueAfter && { dueAfter }), ...(dueBefore && { dueBefore }) };
  return { ownerId: owner, teamId: team, ...(states[state] ?? { state }), ...(windows[due] ?? given) };
}

export const isRunning = ({ state }: Pick<Obligation, 'state'>): boolean => /_(OPEN|RECYCLING)$/.test(state);

/** The last level that was recorded. */
export const reachedLevel = ({ levels }: Pick<Obligation, 'levels'>): Level | undefined =>
  levels.findLast(({ recordTime }) => recordTime);
