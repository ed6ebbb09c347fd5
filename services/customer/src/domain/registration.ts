import { type EventCatalogue, customer as proto } from '@fairlead/proto';
import { type Change, failedPrecondition, type NewEvent } from '@fairlead/service-kit';
import {
  type Contest,
  type ContestIndex,
  contestData,
  contestEnded,
  contestedOrActive,
  endContest,
  indexContests,
  supersede,
} from './contest';
import type { Registrant, RegistrationHandover } from './registrant';
import { MAX_EXTENSIONS, type RegistrationPolicy } from './registration-policy';

const { RegistrationState, ContestState } = proto;

/** Whom a registration is about; phone and mail in normal form. */
export interface Prospect {
  type: proto.CustomerType;
  displayName: string;
  country: string;
  region: string;
  city: string;
  phone: string;
  email: string;
  externalRef: string;
  productLine: string;
  expectedAmount?: { currencyCode: string; minorUnits: number };
  /** `YYYY-MM-DD` or empty. */
  expectedCloseDate: string;
  note: string;
}

export interface Extension {
  time: Date;
  evidence: string;
  evidenceLink: string;
  protectedUntil: Date;
}

/** A registration as kept. The registrant is called owner here, as the shared rule of scopes wants it. */
export interface Registration extends Registrant {
  prospect: Prospect;
  state: proto.RegistrationState;
  /** What losers know the conflict by; says nothing about the registration. */
  conflictId: string;
  /** Number among the registrations that the registrant may have; -1 when it counts for nobody. */
  slot: number;
  protectedUntil: Date;
  /** Unset when the registrant was reminded or is not to be. */
  remindAt?: Date;
  /** At most MAX_EXTENSIONS. */
  extensions: Extension[];
  /** At most MAX_CONTESTS. */
  contests: Contest[];
  /** Reps who contested; what their lists find. */
  contestants: ContestIndex['contestants'];
  /** Teams above them; what their managers' lists find. */
  contestTeams: ContestIndex['contestTeams'];
  /** How many contests it had. */
  contestCount: number;
  /** Nearest deadline of an open contest. */
  contestDue?: ContestIndex['contestDue'];
  customerId: string;
  createdBy: string;
  /** Set while it is with whom a handover gave it. */
  handover?: RegistrationHandover;
  endTime?: Date;
  /** Set on a document that only bars an id whose creation was given up. */
  tombstone?: boolean;
}

type Decided = Change<Registration>;

/** A registration as it comes into being. */
export function newRegistration(
  prospect: Prospect,
  registrant: Registrant,
  given: { conflictId: string; slot: number; createdBy: string },
  policy: RegistrationPolicy,
  now: Date,
): Registration {
  return {
    ...registrant,
    ...given,
    ...protection(now, policy),
    prospect,
    state: RegistrationState.REGISTRATION_STATE_ACTIVE,
    extensions: [],
    contests: [],
    contestants: [],
    contestTeams: [],
    contestCount: 0,
    customerId: '',
  };
}

export const registered = (id: string, registration: Registration): NewEvent => ({
  type: 'crm.customer.registration.registered.v1',
  subject: id,
  data: registrationData(id, registration),
});

function protection(now: Date, { protectionMs, reminderMs }: RegistrationPolicy) {
  const protectedUntil = new Date(now.getTime() + protectionMs);
  const remindAt = reminder(protectedUntil, reminderMs, now);
  return { protectedUntil, ...(remindAt ? { remindAt } : {}) };
}

/** Nobody is reminded at once of what was granted a moment ago. */
function reminder(protectedUntil: Date, reminderMs: number, now: Date): Date | undefined {
  const at = protectedUntil.getTime() - reminderMs;
  return reminderMs > 0 && at > now.getTime() ? new Date(at) : undefined;
}

export const isOver = ({ state }: Pick<Registration, 'state'>) =>
  state !== RegistrationState.REGISTRATION_STATE_ACTIVE && state !== RegistrationState.REGISTRATION_STATE_CONTESTED;

/** Whether it keeps others out: also beyond its time while it is contested. */
export const protects = (registration: Pick<Registration, 'state' | 'protectedUntil'>, now: Date) =>
  registration.state === RegistrationState.REGISTRATION_STATE_CONTESTED ||
  (registration.state === RegistrationState.REGISTRATION_STATE_ACTIVE && registration.protectedUntil > now);

/** Until when others have to reckon with it. */
export const takenUntil = ({ protectedUntil, contestDue }: Pick<Registration, 'protectedUntil' | 'contestDue'>) =>
  contestDue && contestDue > protectedUntil ? contestDue : protectedUntil;

/** When the next thing is due by itself. */
export function dueTime(registration: Registration): Date | undefined {
  if (isOver(registration)) return undefined;
  const { remindAt, contestDue, protectedUntil } = registration;
  const times = [remindAt, contestDue ?? protectedUntil].flatMap((time) => (time ? [time.getTime()] : []));
  return new Date(Math.min(...times));
}

export function refuseOver(registration: Registration, now: Date): void {
  if (!protects(registration, now)) {
    throw failedPrecondition('REGISTRATION_ENDED', 'This registration does not protect any more.');
  }
}

/** Protects for longer, on evidence. */
export function extendRegistration(
  id: string,
  registration: Registration,
  given: Pick<Extension, 'evidence' | 'evidenceLink'>,
  policy: RegistrationPolicy,
  now: Date,
): Decided {
  refuseOver(registration, now);
  const allowed = Math.min(policy.extensions, MAX_EXTENSIONS);
  if (registration.extensions.length >= allowed) {
    throw failedPrecondition('EXTENSION_LIMIT', `A registration may be extended ${allowed} times.`);
  }
  const protectedUntil = new Date(registration.protectedUntil.getTime() + policy.extensionMs);
  const set = {
    protectedUntil,
    remindAt: reminder(protectedUntil, policy.reminderMs, now),
    extensions: [...registration.extensions, { ...given, time: now, protectedUntil }],
  };
  return { set, events: [told('extended', id, { ...registration, ...set })] };
}

/** How many further extensions there are. */
export const extensionsLeft = (registration: Registration, policy: RegistrationPolicy) =>
  isOver(registration) ? 0 : Math.max(0, Math.min(policy.extensions, MAX_EXTENSIONS) - registration.extensions.length);

/** Gives it up. */
export function withdrawRegistration(id: string, registration: Registration, now: Date): Decided {
  refuseOver(registration, now);
  const over = ended(id, registration, RegistrationState.REGISTRATION_STATE_WITHDRAWN, now);
  return { set: over.set, events: [told('withdrawn', id, registration), ...over.events] };
}

/** The prospect became a customer, whose ownership protects from now on. */
export function convertRegistration(id: string, registration: Registration, customerId: string, now: Date): Decided {
  refuseOver(registration, now);
  const over = ended(id, registration, RegistrationState.REGISTRATION_STATE_CONVERTED, now);
  const converted: NewEvent = {
    type: 'crm.customer.registration.converted.v1',
    subject: id,
    data: { ...registrationData(id, registration), customerId },
  };
  return { set: { ...over.set, customerId }, events: [converted, ...over.events] };
}

/** Does everything that is due by now; null when nothing is. `nextDecider`: to whom a contest escalates. */
export function advanceRegistration(
  id: string,
  registration: Registration,
  policy: RegistrationPolicy,
  nextDecider: (contest: Contest) => { teamId: string; repId: string },
  now: Date,
): Decided | null {
  if (isOver(registration)) return null;
  const step = advanceContests(id, registration, policy, nextDecider, now);
  const after = { ...registration, ...step.set };
  if (after.state === RegistrationState.REGISTRATION_STATE_ACTIVE && after.protectedUntil <= now) {
    const over = ended(id, after, RegistrationState.REGISTRATION_STATE_EXPIRED, now);
    return { set: { ...step.set, ...over.set }, events: [...step.events, told('expired', id, after), ...over.events] };
  }
  if (after.remindAt && after.remindAt <= now) {
    step.set.remindAt = undefined;
    // Beyond its end a contested registration has nothing left to remind of.
    if (after.protectedUntil > now) step.events.push(told('expiring', id, after));
  }
  return Object.keys(step.set).length === 0 ? null : step;
}

/** An undecided contest goes to the next manager above, once; after that the registration stands. */
function advanceContests(
  id: string,
  registration: Registration,
  { contestMs }: RegistrationPolicy,
  nextDecider: (contest: Contest) => { teamId: string; repId: string },
  now: Date,
): Decided {
  const events: NewEvent[] = [];
  const contests = registration.contests.map((contest) => {
    if (contest.state !== ContestState.CONTEST_STATE_OPEN || contest.deadline > now) return contest;
    if (contest.escalated) {
      const lapsed = endContest(contest, ContestState.CONTEST_STATE_LAPSED, '', now);
      events.push(contestEnded(id, lapsed));
      return lapsed;
    }
    const { teamId, repId } = nextDecider(contest);
    const deadline = new Date(now.getTime() + contestMs);
    const escalated = { ...contest, escalated: true, deadline, decidingTeamId: teamId };
    events.push({
      type: 'crm.customer.registration_contest.escalated.v1',
      subject: id,
      data: { ...contestData(id, escalated), deciderId: repId },
    });
    return escalated;
  });
  if (events.length === 0) return { set: {}, events };
  return { set: { contests, ...indexContests(contests), state: contestedOrActive(contests) }, events };
}

/** The end, with that of all open contests. */
function ended(id: string, registration: Registration, state: proto.RegistrationState, now: Date): Decided {
  const { contests, events } = supersede(id, registration.contests, now);
  return {
    set: { state, endTime: now, remindAt: undefined, contests, ...indexContests(contests) },
    events,
  };
}

/** Gives a registration to whoever contested it: with a fresh protection and without what the former registrant wrote. */
export function handTo(
  id: string,
  registration: Registration,
  contest: Contest,
  policy: RegistrationPolicy,
  now: Date,
): Decided {
  const set: Partial<Registration> = {
    ownerId: contest.contestantId,
    teamId: contest.contestantTeamId,
    teamPath: contest.contestantTeamPath,
    // A manager decided: it counts for nobody's limit.
    slot: -1,
    prospect: { ...registration.prospect, note: '', expectedAmount: undefined, expectedCloseDate: '' },
    extensions: [],
    remindAt: undefined,
    handover: undefined,
    ...protection(now, policy),
  };
  return { set, events: [transferred(id, registration, set)] };
}

/** It changed hands by these fields. */
export const transferred = (id: string, registration: Registration, set: Partial<Registration>): NewEvent => ({
  type: 'crm.customer.registration.transferred.v1',
  subject: id,
  data: { ...registrationData(id, { ...registration, ...set }), previousRegistrantId: registration.ownerId },
});

const told = (what: 'extended' | 'expiring' | 'expired' | 'withdrawn', id: string, registration: Registration) =>
  ({
    type: `crm.customer.registration.${what}.v1`,
    subject: id,
    data: registrationData(id, registration),
  }) as NewEvent;

const registrationData = (
  id: string,
  { ownerId, teamId, protectedUntil }: Registration,
): EventCatalogue['crm.customer.registration.registered.v1'] => ({
  registrationId: id,
  registrantId: ownerId,
  teamId,
  protectedUntil: protectedUntil.toISOString(),
});
