/** A handover as its workflow sees it. */
export interface HandoverView {
  state: string;
  /** Something can be carried out right now. */
  more: boolean;
  /** ISO instant at which something is due; empty: nothing is by time. */
  nextTime: string;
  /** Customers not moved (or not returned) yet. */
  remaining: number;
}

export interface HandoverInput {
  handoverId: string;
}

/** What is to be done next, decided from the handover alone. */
export type HandoverStep = { kind: 'advance' } | { kind: 'wait'; ms: number } | { kind: 'end' };

/** It is looked at so often although nothing is due: a hint may have been lost. */
const LOOK_MS = 24 * 3_600_000;
const WAITING = ['HANDOVER_STATE_APPROVED', 'HANDOVER_STATE_AWAITING_ACKNOWLEDGEMENT'];

export function nextHandoverStep({ state, more, nextTime }: HandoverView, now: number): HandoverStep {
  if (more) return { kind: 'advance' };
  if (nextTime !== '') return { kind: 'wait', ms: Math.max(1, Math.min(Date.parse(nextTime) - now, LOOK_MS)) };
  return WAITING.includes(state) ? { kind: 'wait', ms: LOOK_MS } : { kind: 'end' };
}

/** Id of the workflow that carries a handover out. */
export const handoverWorkflowId = (handoverId: string) => `handover:${handoverId}`;
