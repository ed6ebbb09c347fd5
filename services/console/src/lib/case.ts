import type { Case, CaseBoard } from '../api/cases';

const OPEN = ['CASE_STATE_NEW', 'CASE_STATE_ASSIGNED', 'CASE_STATE_IN_PROGRESS', 'CASE_STATE_WAITING_FOR_CUSTOMER'];

/** Somebody has to do something about it. */
export const isOpenCase = ({ state }: Pick<Case, 'state'>): boolean => OPEN.includes(state);

/** What can be done with a case by whoever may work on it, by the verb of its route. */
export type CaseVerb =
  | 'take'
  | 'assign'
  | 'respond'
  | 'wait'
  | 'continue'
  | 'changePriority'
  | 'resolve'
  | 'confirm'
  | 'reopen'
  | 'merge';

interface Reader {
  /** Rep id; empty for somebody who is none. */
  rep: string;
  manages: boolean;
}

/** What the reader can do with a case as it stands, the likeliest first. */
export function caseVerbs(found: Case, { rep, manages }: Reader, now: number): CaseVerb[] {
  const owns = rep !== '' && rep === found.ownerId;
  const { state, workable } = found;
  const assign: CaseVerb[] = manages && workable ? ['assign'] : [];
  const verbs: Record<string, CaseVerb[]> = {
    CASE_STATE_NEW: [
      ...(rep ? (['take'] as const) : []),
      ...assign,
      ...(workable ? (['changePriority'] as const) : []),
    ],
    CASE_STATE_ASSIGNED: workable ? ['respond', 'resolve', ...assign, 'changePriority', 'merge'] : [],
    CASE_STATE_IN_PROGRESS: workable ? ['resolve', 'wait', ...assign, 'changePriority', 'merge'] : [],
    CASE_STATE_WAITING_FOR_CUSTOMER: workable
      ? ['continue', 'resolve', 'wait', ...assign, 'changePriority', 'merge']
      : [],
    CASE_STATE_RESOLVED: workable || owns ? ['confirm', 'reopen'] : [],
    CASE_STATE_CLOSED:
      (workable || owns) && found.reopenUntil !== undefined && Date.parse(found.reopenUntil) > now ? ['reopen'] : [],
  };
  return verbs[state] ?? [];
}

/** Columns of the board, in their order. */
export const CASE_LEVELS = [
  'CASE_LEVEL_IN_TIME',
  'CASE_LEVEL_DUE_SOON',
  'CASE_LEVEL_BREACHED',
  'CASE_LEVEL_TEAM_LEAD',
  'CASE_LEVEL_DIRECTOR',
  'CASE_LEVEL_EXECUTIVE',
] as const;

/** Open cases of a level, counted over all states. */
export const countOf = ({ counts }: Pick<CaseBoard, 'counts'>, level: string): number =>
  counts.filter((each) => each.level === level).reduce((sum, { count }) => sum + count, 0);

/** Open cases of a state, counted over all levels. */
export const countIn = ({ counts }: Pick<CaseBoard, 'counts'>, state: string): number =>
  counts.filter((each) => each.state === state).reduce((sum, { count }) => sum + count, 0);
