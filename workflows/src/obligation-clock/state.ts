import type { ObligationView } from '../lead-sla/state';

export interface ObligationClockInput {
  obligationId: string;
  /** What the run before this one knew last. */
  view?: ObligationView;
}

const PREFIX = 'clock:';

/** Id of the workflow that keeps an obligation's time. */
export const obligationClockId = (obligationId: string) => `${PREFIX}${obligationId}`;

/** The obligation whose time a workflow keeps. */
export const obligationOf = (workflowId: string) => workflowId.slice(PREFIX.length);
