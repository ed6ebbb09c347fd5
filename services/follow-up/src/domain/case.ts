import { type CaseData, type CaseRecipient, followup as proto } from '@fairlead/proto';
import type { Change, NewEvent } from '@fairlead/service-kit';

const { CaseState } = proto;

/** What the customer thinks of a resolution. */
export interface CaseRating {
  cycle: number;
  time: Date;
  csat: number;
  nps?: number;
  comment: string;
  /** By the settings of that moment: an improvement follows. */
  poor: boolean;
}

/** A case waits for the customer; the wait always has an end. */
export interface CaseWait {
  from: Date;
  until: Date;
  reason: string;
}

/** A complaint or service request. */
export interface Case {
  kind: proto.CaseKind;
  /** `improvement`: follows from a poor rating. */
  subtype: string;
  customerId: string;
  subjectLine: string;
  description: string;
  channel: proto.CaseChannel;
  priority: proto.CasePriority;
  productRef: string;
  orderRef: string;
  skill: string;
  /** BCP 47 tag; empty: not known. Unset in cases from before they had one. */
  language?: string;
  requester: string;
  state: proto.CaseState;
  /** 1, and one more with each reopening; at most MAX_CYCLES. */
  cycle: number;
  startTime: Date;
  /** When the cycle began: the start, or the last reopening. */
  cycleTime: Date;
  /** Agent; empty while nobody has it. */
  assigneeId: string;
  /** The agent's team; of a case whose agent left, the one in whose open queue it waits. */
  assigneeTeamId: string;
  assigneeTeamPath: string[];
  /** Why the agent has it, or nobody; unset when somebody took or gave it. */
  dispatchReason?: proto.DispatchReason;
  /** The customer's owner and team, by the newest known ownership. */
  ownerId: string;
  customerTeamId: string;
  customerTeamPath: string[];
  ownershipRevision: number;
  responseTime?: Date;
  resolveTime?: Date;
  closeTime?: Date;
  resolution: string;
  waiting?: CaseWait;
  /** When waiting ended last. */
  continueTime?: Date;
  mergedInto: string;
  /** At most MAX_MERGED. */
  mergedFrom: string[];
  linkedCaseId: string;
  /** Follow-up whose words opened it; else empty. */
  followUpId: string;
  /** Priority that the policies of its clocks were chosen by. */
  clockPriority: proto.CasePriority;
  /** Furthest level of its running clocks. */
  level: proto.CaseLevel;
  /** When the next running clock runs out; NEVER when none runs, so that lists can be sorted by it. */
  dueTime: Date;
  /** One a cycle at most. */
  ratings: CaseRating[];
  /** When it is dispatched next, while nobody has it. */
  dispatchTime?: Date;
  /** The supervisor was told that nobody can take it. */
  undispatched: boolean;
  /** When the customer is asked once more for a rating. */
  surveyReminderTime?: Date;
  /** When it closes without objection. */
  objectionEnd?: Date;
  reopenUntil?: Date;
  /** Its time is still kept: a workflow looks after it. */
  live: boolean;
  /** When the next thing is due by itself. */
  advanceTime?: Date;
}

export const MAX_CYCLES = 20;
export const MAX_MERGED = 20;
export const IMPROVEMENT = 'improvement';
/** Stands for no time where a list is sorted by one. */
export const NEVER = new Date('9999-12-31T00:00:00.000Z');
/** A case that nobody can take is dispatched again after so long. */
export const DISPATCH_AGAIN_MS = 5 * 60_000;

const OPEN_STATES: readonly proto.CaseState[] = [
  CaseState.CASE_STATE_NEW,
  CaseState.CASE_STATE_ASSIGNED,
  CaseState.CASE_STATE_IN_PROGRESS,
  CaseState.CASE_STATE_WAITING_FOR_CUSTOMER,
];
export const openStates = () => [...OPEN_STATES];

/** Somebody has to do something about it. */
export const isOpenCase = ({ state }: Pick<Case, 'state'>) => OPEN_STATES.includes(state);

/** Team whose calendar counts and whose managers look after it: the customer's until somebody has had it. */
export const teamOf = (
  found: Pick<Case, 'assigneeTeamId' | 'assigneeTeamPath' | 'customerTeamId' | 'customerTeamPath'>,
) =>
  found.assigneeTeamId === ''
    ? { teamId: found.customerTeamId, teamPath: found.customerTeamPath }
    : { teamId: found.assigneeTeamId, teamPath: found.assigneeTeamPath };

/** When the next thing is due by itself, and whether there will ever be one. */
export function timeOfCase(found: Case): Pick<Case, 'live' | 'advanceTime'> {
  const earliest = (...times: (Date | undefined)[]) => {
    const known = times.flatMap((time) => (time ? [time.getTime()] : []));
    return known.length > 0 ? new Date(Math.min(...known)) : undefined;
  };
  switch (found.state) {
    case CaseState.CASE_STATE_NEW:
      return { live: true, advanceTime: found.dispatchTime };
    case CaseState.CASE_STATE_WAITING_FOR_CUSTOMER:
      return { live: true, advanceTime: found.waiting?.until };
    case CaseState.CASE_STATE_RESOLVED:
      return { live: true, advanceTime: earliest(found.surveyReminderTime, found.objectionEnd) };
    case CaseState.CASE_STATE_CLOSED: {
      const advanceTime = earliest(found.surveyReminderTime, found.reopenUntil);
      return { live: advanceTime !== undefined, advanceTime };
    }
    case CaseState.CASE_STATE_MERGED:
      return { live: false, advanceTime: undefined };
    default:
      return { live: true, advanceTime: undefined };
  }
}

type CaseEvents = {
  [T in Extract<NewEvent['type'], `crm.followup.case.${string}`>]: Extract<NewEvent, { type: T }>['data'];
};
type CaseEventType = keyof CaseEvents;
type Extra<T extends CaseEventType> = Omit<CaseEvents[T], keyof CaseData>;

/** An event of a case; its subject is the customer, whose timeline shows it. */
export function caseEvent<T extends CaseEventType>(type: T, caseId: string, found: Case, extra: Extra<T>): NewEvent {
  const { kind, cycle, state, priority, assigneeId, customerId } = found;
  const data = { caseId, kind, cycle, state, priority, assigneeId, teamId: teamOf(found).teamId, ...extra };
  return { type, subject: customerId, data } as unknown as NewEvent;
}

/** What a case is to become: the changed fields with the times that follow from them, and events that see it changed. */
export function changeCase(
  found: Case,
  set: Partial<Case>,
  events: (changed: Case) => NewEvent[] = () => [],
): Change<Case> {
  const changed = { ...found, ...set };
  const timed = { ...changed, ...timeOfCase(changed) };
  return { set: { ...set, ...timeOfCase(changed) }, events: events(timed) };
}

/** What opens a case. */
export type NewCase = Pick<
  Case,
  | 'kind'
  | 'customerId'
  | 'subjectLine'
  | 'description'
  | 'channel'
  | 'priority'
  | 'productRef'
  | 'orderRef'
  | 'skill'
  | 'requester'
  | 'ownerId'
  | 'customerTeamId'
  | 'customerTeamPath'
  | 'ownershipRevision'
> &
  Partial<Pick<Case, 'subtype' | 'linkedCaseId' | 'followUpId' | 'language'>>;

/** A new case that nobody has yet, to be dispatched at once. */
export function openCase(caseId: string, input: NewCase, now: Date): { state: Case; events: NewEvent[] } {
  const fresh: Case = {
    subtype: '',
    linkedCaseId: '',
    followUpId: '',
    ...input,
    state: CaseState.CASE_STATE_NEW,
    cycle: 1,
    startTime: now,
    cycleTime: now,
    assigneeId: '',
    assigneeTeamId: '',
    assigneeTeamPath: [],
    resolution: '',
    mergedInto: '',
    mergedFrom: [],
    clockPriority: input.priority,
    level: proto.CaseLevel.CASE_LEVEL_IN_TIME,
    dueTime: NEVER,
    ratings: [],
    dispatchTime: now,
    undispatched: false,
    live: true,
  };
  const state = { ...fresh, ...timeOfCase(fresh) };
  const { followUpId, linkedCaseId } = state;
  return { state, events: [caseEvent('crm.followup.case.opened.v1', caseId, state, { followUpId, linkedCaseId })] };
}

export type { CaseRecipient };
