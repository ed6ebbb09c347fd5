import { type CaseRecipient, followup as proto } from '@fairlead/proto';
import { type Change, failedPrecondition } from '@fairlead/service-kit';
import { type Case, caseEvent, changeCase, isOpenCase, MAX_CYCLES } from './case';

const { CaseState, DispatchReason } = proto;

type Answer = Change<Case> | null;

/** An agent as a case notes it. */
export interface AgentPlace {
  repId: string;
  teamId: string;
  teamPath: string[];
}
export type AssignHow = 'dispatched' | 'taken' | 'assigned';

const wrongState = ({ state }: Case, what: string) =>
  failedPrecondition('CASE_STATE', `A case in this state cannot be ${what}.`, { state });

/**
 * An agent gets the case. Dispatch and taking only work while nobody has it: of two at once one wins, dispatch gives way
 * silently. A manager may also pass on what somebody works on. `reason`: why this agent was chosen, when rules chose.
 */
export function assignCase(
  id: string,
  found: Case,
  agent: AgentPlace,
  how: AssignHow,
  reason?: proto.DispatchReason,
): Answer {
  const isNew = found.state === CaseState.CASE_STATE_NEW;
  if (how === 'dispatched' && !isNew) return null;
  if (how === 'taken' && !isNew) {
    if (found.assigneeId === agent.repId && isOpenCase(found)) return null;
    throw failedPrecondition('CASE_TAKEN', 'Somebody has this case already.');
  }
  if (!isOpenCase(found)) throw wrongState(found, 'assigned');
  if (found.assigneeId === agent.repId) return null;
  const set = {
    assigneeId: agent.repId,
    assigneeTeamId: agent.teamId,
    assigneeTeamPath: agent.teamPath,
    dispatchTime: undefined,
    dispatchReason: reason,
    ...(isNew ? { state: stateOfAgents(found) } : {}),
  };
  const recipients: CaseRecipient[] = how === 'taken' ? [] : [{ repId: agent.repId, role: 'agent' }];
  return changeCase(found, set, (changed) => [
    caseEvent('crm.followup.case.assigned.v1', id, changed, { how, reason: reason ?? '', recipients }),
  ]);
}

/** Where a case stands when somebody gets it: one that was answered before its former agent left goes on. */
const stateOfAgents = ({ responseTime }: Case) =>
  responseTime ? CaseState.CASE_STATE_IN_PROGRESS : CaseState.CASE_STATE_ASSIGNED;

/**
 * Its agent works here no longer and nobody can take it: it waits in the open queue of that team, as one that nobody has, and
 * is dispatched when somebody can. Nobody listens for what the customer is waited for: its clocks go on.
 */
export function unassignCase(
  id: string,
  found: Case,
  agentId: string,
  { next, supervisorId, now }: { next: Date; supervisorId: string; now: Date },
): Answer {
  if (!isOpenCase(found) || found.assigneeId !== agentId || agentId === '') return null;
  const set = {
    state: CaseState.CASE_STATE_NEW,
    assigneeId: '',
    dispatchReason: DispatchReason.DISPATCH_REASON_AGENT_LEFT,
    dispatchTime: next,
    undispatched: true,
    ...(found.waiting ? { waiting: undefined, continueTime: now } : {}),
  };
  return changeCase(found, set, (changed) => [
    caseEvent('crm.followup.case.undispatched.v1', id, changed, {
      reason: DispatchReason.DISPATCH_REASON_AGENT_LEFT,
      recipients: supervisor(supervisorId),
    }),
  ]);
}

const supervisor = (repId: string): CaseRecipient[] => (repId === '' ? [] : [{ repId, role: 'supervisor' }]);

/** Nobody can take it: it is tried again later; the supervisor is told once. */
export function postponeDispatch(id: string, found: Case, next: Date, supervisorId: string): Answer {
  if (found.state !== CaseState.CASE_STATE_NEW) return null;
  if (found.undispatched) return changeCase(found, { dispatchTime: next });
  const dispatchReason = DispatchReason.DISPATCH_REASON_NO_AGENT;
  return changeCase(found, { dispatchTime: next, undispatched: true, dispatchReason }, (changed) => [
    caseEvent('crm.followup.case.undispatched.v1', id, changed, { reason: '', recipients: supervisor(supervisorId) }),
  ]);
}

/** The customer was answered for the first time. */
export function respondToCase(id: string, found: Case, now: Date): Answer {
  if (found.responseTime && isOpenCase(found)) return null;
  if (found.state !== CaseState.CASE_STATE_ASSIGNED) throw wrongState(found, 'answered');
  return changeCase(found, { state: CaseState.CASE_STATE_IN_PROGRESS, responseTime: now }, (changed) => [
    caseEvent('crm.followup.case.responded.v1', id, changed, {}),
  ]);
}

/** The customer has to do something until then. */
export function waitForCustomer(id: string, found: Case, until: Date, reason: string, now: Date): Answer {
  const { CASE_STATE_IN_PROGRESS, CASE_STATE_WAITING_FOR_CUSTOMER } = CaseState;
  if (found.state !== CASE_STATE_IN_PROGRESS && found.state !== CASE_STATE_WAITING_FOR_CUSTOMER)
    throw wrongState(found, 'waiting for the customer');
  // A longer wait is a wait of its own, which begins where the former one is cut short.
  const waiting = { from: now, until, reason };
  return changeCase(found, { state: CASE_STATE_WAITING_FOR_CUSTOMER, waiting }, (changed) => [
    caseEvent('crm.followup.case.waiting.v1', id, changed, { until: until.toISOString() }),
  ]);
}

export type ContinueHow = 'agent' | 'contact' | 'time';

/** Waiting is over. Null when it does not wait. */
export function continueCase(id: string, found: Case, how: ContinueHow, now: Date): Answer {
  if (found.state !== CaseState.CASE_STATE_WAITING_FOR_CUSTOMER) {
    if (how === 'agent' && found.state !== CaseState.CASE_STATE_IN_PROGRESS) throw wrongState(found, 'continued');
    return null;
  }
  return changeCase(
    found,
    { state: CaseState.CASE_STATE_IN_PROGRESS, waiting: undefined, continueTime: now },
    (changed) => [caseEvent('crm.followup.case.continued.v1', id, changed, { how })],
  );
}

export function changePriority(id: string, found: Case, priority: proto.CasePriority): Answer {
  if (!isOpenCase(found)) throw wrongState(found, 'given another priority');
  if (found.priority === priority) return null;
  const from = found.priority;
  return changeCase(found, { priority }, (changed) => [
    caseEvent('crm.followup.case.reprioritized.v1', id, changed, { from }),
  ]);
}

/** Times that the settings give to a resolution. */
export interface ResolutionTimes {
  objectionMs: number;
  /** 0: the rating is asked for only once. */
  surveyReminderMs: number;
}

/** It was done. Whoever resolves without having answered before has answered by it. */
export function resolveCase(
  id: string,
  found: Case,
  resolution: string,
  { objectionMs, surveyReminderMs }: ResolutionTimes,
  surveyPath: string,
  now: Date,
): Answer {
  if (!isOpenCase(found) || found.state === CaseState.CASE_STATE_NEW) throw wrongState(found, 'resolved');
  const after = (ms: number) => new Date(now.getTime() + ms);
  const set = {
    state: CaseState.CASE_STATE_RESOLVED,
    resolution,
    resolveTime: now,
    responseTime: found.responseTime ?? now,
    waiting: undefined,
    objectionEnd: after(objectionMs),
    surveyReminderTime: surveyReminderMs > 0 ? after(surveyReminderMs) : undefined,
  };
  return changeCase(found, set, (changed) => [
    caseEvent('crm.followup.case.resolved.v1', id, changed, { surveyPath, recipients: agentOf(changed) }),
  ]);
}

/** The customer is content, or nobody objected in time. */
export function closeCase(
  id: string,
  found: Case,
  how: 'confirmed' | 'silence',
  reopeningMs: number,
  now: Date,
): Answer {
  if (found.state === CaseState.CASE_STATE_CLOSED) return null;
  if (found.state !== CaseState.CASE_STATE_RESOLVED) throw wrongState(found, 'closed');
  const reopenUntil = reopeningMs > 0 ? new Date(now.getTime() + reopeningMs) : undefined;
  const set = { state: CaseState.CASE_STATE_CLOSED, closeTime: now, objectionEnd: undefined, reopenUntil };
  return changeCase(found, set, (changed) => [caseEvent('crm.followup.case.closed.v1', id, changed, { how })]);
}

/** The customer is not content: a new cycle, with the same agent. */
export function reopenCase(id: string, found: Case, now: Date): Answer {
  const { CASE_STATE_RESOLVED, CASE_STATE_CLOSED, CASE_STATE_IN_PROGRESS } = CaseState;
  const within = found.reopenUntil !== undefined && now < found.reopenUntil;
  if (found.state === CASE_STATE_CLOSED && !within)
    throw failedPrecondition('REOPENING_OVER', 'The time for reopening this case is over; open another one.');
  if (found.state !== CASE_STATE_RESOLVED && found.state !== CASE_STATE_CLOSED) throw wrongState(found, 'reopened');
  if (found.cycle >= MAX_CYCLES)
    throw failedPrecondition(
      'TOO_MANY_CYCLES',
      `A case is reopened at most ${MAX_CYCLES - 1} times; open another one.`,
    );
  const set = {
    state: CASE_STATE_IN_PROGRESS,
    cycle: found.cycle + 1,
    cycleTime: now,
    closeTime: undefined,
    reopenUntil: undefined,
    objectionEnd: undefined,
    surveyReminderTime: undefined,
  };
  return changeCase(found, set, (changed) => [
    caseEvent('crm.followup.case.reopened.v1', id, changed, { recipients: agentOf(changed) }),
  ]);
}

/** What is done when the reminder of the survey is due: the agent is told to ask once more, unless it was rated. */
export function remindOfSurvey(id: string, found: Case, surveyPath: string): Answer {
  if (!found.surveyReminderTime) return null;
  const rated = found.ratings.some(({ cycle }) => cycle === found.cycle);
  return changeCase(found, { surveyReminderTime: undefined }, (changed) =>
    rated
      ? []
      : [caseEvent('crm.followup.case.survey_reminded.v1', id, changed, { surveyPath, recipients: agentOf(changed) })],
  );
}

/** The window for reopening is over: nothing more happens by itself. */
export const endReopening = (found: Case): Answer =>
  found.reopenUntil ? changeCase(found, { reopenUntil: undefined }) : null;

export const agentOf = ({ assigneeId }: Pick<Case, 'assigneeId'>): CaseRecipient[] =>
  assigneeId === '' ? [] : [{ repId: assigneeId, role: 'agent' }];
