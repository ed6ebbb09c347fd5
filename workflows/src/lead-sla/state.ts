/** An obligation as its workflow sees it: ids, levels and instants only. */
export interface ObligationView {
  obligationId: string;
  state: string;
  ownerId: string;
  teamId: string;
  subject: string;
  cycle: number;
  /** ISO instants. */
  dueTime: string;
  nextLevel?: { id: string; dueTime: string };
  recorded: string[];
  paused: boolean;
  /** A handover holds the clock: no level is due until it goes on. */
  held?: boolean;
}

export interface LeadSlaInput {
  obligationId: string;
  leadId: string;
  cycle: number;
  /** What the run before this one knew last, so that operations get an answer at once. */
  view?: ObligationView;
}

/** What is to be done next, decided from the obligation alone. */
export type Step =
  | { kind: 'end' }
  /** The last level is recorded: the lead goes to the pool. */
  | { kind: 'recycle' }
  /** The clock stands still for a handover; whoever lets it go on tells so, and a lost hint costs a minute. */
  | { kind: 'hold'; ms: number }
  | { kind: 'wait'; levelId: string; ms: number }
  | { kind: 'reach'; levelId: string };

const HOLD_LOOK_MS = 60_000;

export function nextStep(obligation: ObligationView, now: number): Step {
  if (obligation.state === 'OBLIGATION_STATE_RECYCLING') return { kind: 'recycle' };
  const { nextLevel } = obligation;
  if (obligation.state !== 'OBLIGATION_STATE_OPEN' || !nextLevel) return { kind: 'end' };
  if (obligation.held) return { kind: 'hold', ms: HOLD_LOOK_MS };
  const ms = Date.parse(nextLevel.dueTime) - now;
  return ms > 0 ? { kind: 'wait', levelId: nextLevel.id, ms } : { kind: 'reach', levelId: nextLevel.id };
}

/** Id of the workflow that keeps an obligation's time. */
export const leadSlaId = (leadId: string, cycle: number) => `lead-sla:${leadId}:${cycle}`;
