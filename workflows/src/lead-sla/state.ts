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
  | { kind: 'wait'; levelId: string; ms: number }
  | { kind: 'reach'; levelId: string };

export function nextStep(obligation: ObligationView, now: number): Step {
  if (obligation.state === 'OBLIGATION_STATE_RECYCLING') return { kind: 'recycle' };
  const { nextLevel } = obligation;
  if (obligation.state !== 'OBLIGATION_STATE_OPEN' || !nextLevel) return { kind: 'end' };
  const ms = Date.parse(nextLevel.dueTime) - now;
  return ms > 0 ? { kind: 'wait', levelId: nextLevel.id, ms } : { kind: 'reach', levelId: nextLevel.id };
}

/** Id of the workflow that keeps an obligation's time. */
export const leadSlaId = (leadId: string, cycle: number) => `lead-sla:${leadId}:${cycle}`;
