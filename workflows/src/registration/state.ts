/** A registration as its workflow sees it: ids and instants only. */
export interface RegistrationView {
  registrationId: string;
  state: string;
  registrantId: string;
  teamId: string;
  /** ISO instant of the next thing that is due; empty when it is over. */
  dueTime: string;
}

export interface RegistrationInput {
  registrationId: string;
  /** What the run before this one knew last, so that operations get an answer at once. */
  view?: RegistrationView;
}

/** What is to be done next, decided from the registration alone. */
export type Step = { kind: 'end' } | { kind: 'wait'; ms: number } | { kind: 'advance' };

export function nextStep({ dueTime }: RegistrationView, now: number): Step {
  if (dueTime === '') return { kind: 'end' };
  const ms = Date.parse(dueTime) - now;
  return ms > 0 ? { kind: 'wait', ms } : { kind: 'advance' };
}

/** Id of the workflow that keeps a registration's time, and that of its contests. */
export const registrationWorkflowId = (registrationId: string) => `registration:${registrationId}`;
