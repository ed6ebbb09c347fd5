/** The next level of a running clock. */
export interface CaseClockView {
  obligationId: string;
  levelId: string;
  /** ISO instant. */
  dueTime: string;
}

/** A complaint or service request as its workflow sees it: ids and instants only. */
export interface CaseView {
  caseId: string;
  kind: string;
  state: string;
  assigneeId: string;
  teamId: string;
  /** False: nothing happens by itself any more. */
  live: boolean;
  /** ISO instant of the next thing that is due by itself; empty when nothing is. */
  advanceTime: string;
  /** ISO instant at which the next running clock runs out; empty when none runs. */
  dueTime: string;
  clocks: CaseClockView[];
}

export interface ComplaintEscalationInput {
  caseId: string;
  /** What the run before this one knew last, so that operations get an answer at once. */
  view?: CaseView;
}

/** What is to be done next, decided from the case alone. */
export type Step =
  | { kind: 'end' }
  | { kind: 'wait'; ms: number }
  | { kind: 'reach'; obligationId: string; levelId: string }
  | { kind: 'advance' };

/** A lost hint costs so much at most. */
export const LOOK_MS = 24 * 3_600_000;

/** Whatever is due comes first, the earliest before others, a level before what else is due at the same instant. */
export function nextStep({ live, advanceTime, clocks }: CaseView, now: number): Step {
  if (!live) return { kind: 'end' };
  const levels = clocks.map(({ obligationId, levelId, dueTime }) => ({
    at: Date.parse(dueTime),
    step: { kind: 'reach', obligationId, levelId } as const,
  }));
  const advance = advanceTime === '' ? [] : [{ at: Date.parse(advanceTime), step: { kind: 'advance' } as const }];
  // The sort is stable: levels stay before what else is due then.
  const [first] = [...levels, ...advance].sort((a, b) => a.at - b.at);
  if (!first) return { kind: 'wait', ms: LOOK_MS };
  const ms = first.at - now;
  return ms > 0 ? { kind: 'wait', ms: Math.min(ms, LOOK_MS) } : first.step;
}

const COMPLAINT = 'CASE_KIND_COMPLAINT';

/** Id of the workflow that keeps a case's time. */
export const caseWorkflowId = (caseId: string, kind: string) =>
  kind === COMPLAINT ? `complaint:${caseId}` : `service-request:${caseId}`;

/** Both ids that the workflow of a case may have, for whoever does not know its kind. */
export const caseWorkflowIds = (caseId: string) => [`complaint:${caseId}`, `service-request:${caseId}`];
