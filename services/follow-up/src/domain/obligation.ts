import { type EventCatalogue, type LevelRecipient, followup as proto } from '@fairlead/proto';
import { type Change, failedPrecondition, type Interval, invalidArgument, type NewEvent } from '@fairlead/service-kit';
import type { HeldClock, ResumedClock } from './held-clock';
import { BREACH, type LevelTimes, RECYCLE } from './levels';

const { ObligationState, RecordLevelOutcome } = proto;

/** A step on the clock's way. */
export interface ObligationLevel {
  id: string;
  dueTime: Date;
  /** Set once, when it was recorded. */
  recordTime?: Date;
  recipients: LevelRecipient[];
}

/** The clock stands still for a while: its customer is to do something, or somebody decided so. Half-open, with an end. */
export interface ClockPause extends Interval {
  reason: string;
}

/**
 * Something that has to happen until a time. At most 16 levels: eight reminders, the breach, six escalations, the
 * recycling.
 */
export interface Obligation {
  kind: string;
  /** Customer, or the complaint or service request. */
  subject: string;
  /** What makes it one of several of its kind and subject; unset: the cycle. */
  key?: string;
  cycle: number;
  ownerId: string;
  teamId: string;
  teamPath: string[];
  state: proto.ObligationState;
  openTime: Date;
  /** When the breach is due. */
  dueTime: Date;
  closeTime?: Date;
  levels: ObligationLevel[];
  policyId: string;
  policyVersion: number;
  calendarId: string;
  calendarVersion: number;
  beyondHolidayData: boolean;
  /** Revision of the rep whose leave the levels were computed with; only a later one moves them. */
  leavesRevision: number;
  /** Set while it stands still for a handover. */
  held?: HeldClock;
  /** Since when and with how much time it has been going on after it stood still; unset: from the start. */
  resumed?: ResumedClock;
  /** Past, present and planned, in order, not overlapping; at most 100. Unset: none. */
  pauses?: ClockPause[];
  /** Publication for running clocks that moved its levels last. */
  movedBy?: string;
  /** Ownership by which a handover moved it last; only a later one moves it again. */
  ownershipRevision?: number;
}

/** What a clock is started with. */
export type NewObligation = Omit<Obligation, 'state' | 'dueTime' | 'closeTime' | 'levels' | 'beyondHolidayData'> & {
  times: LevelTimes;
};

const { OBLIGATION_STATE_FULFILLED, OBLIGATION_STATE_RECYCLED, OBLIGATION_STATE_CANCELLED } = ObligationState;
export type Ending =
  | typeof OBLIGATION_STATE_FULFILLED
  | typeof OBLIGATION_STATE_RECYCLED
  | typeof OBLIGATION_STATE_CANCELLED;

export const obligationId = (kind: string, subject: string, key: number | string) => `${kind}:${subject}:${key}`;

export const idOf = ({ kind, subject, key, cycle }: Pick<Obligation, 'kind' | 'subject' | 'key' | 'cycle'>) =>
  obligationId(kind, subject, key ?? cycle);

/** The clock runs, or its last level is being carried out. */
export const isOpen = ({ state }: Pick<Obligation, 'state'>) =>
  state === ObligationState.OBLIGATION_STATE_OPEN || state === ObligationState.OBLIGATION_STATE_RECYCLING;

/** The next level to record; undefined when there is none or the obligation is over. */
export const nextLevel = (obligation: Pick<Obligation, 'state' | 'levels'>): ObligationLevel | undefined =>
  isOpen(obligation) ? obligation.levels.find(({ recordTime }) => !recordTime) : undefined;

/** A running clock and the event that says so. */
export function openObligation({ times, ...terms }: NewObligation): { state: Obligation; events: NewEvent[] } {
  const state: Obligation = {
    ...terms,
    state: ObligationState.OBLIGATION_STATE_OPEN,
    dueTime: breachOf(times.levels),
    levels: times.levels.map(({ id, dueTime }) => ({ id, dueTime, recipients: [] })),
    beyondHolidayData: times.beyondHolidayData,
  };
  return { state, events: [obligationEvent('crm.followup.obligation.opened.v1', state, {})] };
}

/** What asking for a level means, and what is to be written for it. */
export interface LevelAnswer {
  outcome: proto.RecordLevelOutcome;
  change: Change<Obligation> | null;
}

/**
 * Records a level once. A level that is not the next one is not due: several due ones are recorded in order. The last
 * one, `recycle`, makes the obligation RECYCLING, from where contact does not fulfil it any more.
 */
export function recordLevel(
  obligation: Obligation,
  levelId: string,
  now: Date,
  recipients: LevelRecipient[],
): LevelAnswer {
  const level = obligation.levels.find(({ id }) => id === levelId);
  if (!level) throw invalidArgument([{ field: 'level_id', description: 'the obligation has no such level' }]);
  if (level.recordTime) return { outcome: RecordLevelOutcome.RECORD_LEVEL_OUTCOME_RECORDED, change: null };
  if (!isOpen(obligation)) return { outcome: RecordLevelOutcome.RECORD_LEVEL_OUTCOME_CLOSED, change: null };
  const due = !obligation.held && nextLevel(obligation)?.id === levelId && level.dueTime <= now;
  if (!due) return { outcome: RecordLevelOutcome.RECORD_LEVEL_OUTCOME_NOT_DUE, change: null };
  const levels = obligation.levels.map((each) => (each === level ? { ...each, recordTime: now, recipients } : each));
  const recycling = levelId === RECYCLE ? { state: ObligationState.OBLIGATION_STATE_RECYCLING } : {};
  return {
    outcome: RecordLevelOutcome.RECORD_LEVEL_OUTCOME_RECORDED,
    change: {
      set: { levels, ...recycling },
      events: [obligationEvent('crm.followup.obligation.level_reached.v1', obligation, { level: levelId, recipients })],
    },
  };
}

/** Ends an obligation; null when it has ended already, or when contact comes after the recycling has begun. */
export function endObligation(obligation: Obligation, state: Ending, now: Date): Change<Obligation> | null {
  if (!isOpen(obligation)) return null;
  if (state === OBLIGATION_STATE_FULFILLED && isRecycling(obligation)) return null;
  if (state === OBLIGATION_STATE_RECYCLED && !isRecycling(obligation)) {
    throw failedPrecondition('NOT_RECYCLING', 'The recycling of this obligation has not begun.');
  }
  return {
    set: { state, closeTime: now },
    events: [obligationEvent('crm.followup.obligation.closed.v1', obligation, { state })],
  };
}

/** Contact was made: fulfilled. Null when it has ended, or when its recycling has begun. */
export const fulfilObligation = (obligation: Obligation, now: Date) =>
  endObligation(obligation, OBLIGATION_STATE_FULFILLED, now);

/** Ends the obligation of a lead that left its owner: recycled when that was under way, else no longer needed. */
export const releaseObligation = (obligation: Obligation, now: Date) =>
  endObligation(obligation, isRecycling(obligation) ? OBLIGATION_STATE_RECYCLED : OBLIGATION_STATE_CANCELLED, now);

/** No longer needed: the lead is over. */
export const cancelObligation = (obligation: Obligation, now: Date) =>
  endObligation(obligation, OBLIGATION_STATE_CANCELLED, now);

const isRecycling = ({ state }: Obligation) => state === ObligationState.OBLIGATION_STATE_RECYCLING;

/**
 * Moves the levels not yet recorded after the owner's leave changed. Null when leave of the same or a later revision
 * was applied before; without an event when nothing moves.
 */
export function rescheduleObligation(
  obligation: Obligation,
  times: LevelTimes,
  leavesRevision: number,
): Change<Obligation> | null {
  if (obligation.state !== ObligationState.OBLIGATION_STATE_OPEN) return null;
  // One that stands still is computed with the leave of the moment in which it goes on.
  if (obligation.held || leavesRevision <= obligation.leavesRevision) return null;
  const change = moveLevels(obligation, times, { leavesRevision }, { cause: 'leave' });
  const moved = change.set.levels?.some(
    (level, index) => level.dueTime.getTime() !== obligation.levels[index]?.dueTime.getTime(),
  );
  return moved ? change : { set: { leavesRevision }, events: [] };
}

/** What else changes when the levels of a clock move. */
type Patch = Partial<Omit<Obligation, 'levels' | 'dueTime' | 'beyondHolidayData'>>;

/** The levels not recorded yet at their new times, whatever else changes with them, and the event that says so. */
export function moveLevels(
  obligation: Obligation,
  times: LevelTimes,
  patch: Patch,
  why: Extra<'crm.followup.obligation.rescheduled.v1'>,
): Change<Obligation> {
  const levels = movedLevels(obligation, times);
  const set = { ...patch, levels, dueTime: breachOf(levels), beyondHolidayData: times.beyondHolidayData };
  return { set, events: [obligationEvent('crm.followup.obligation.rescheduled.v1', { ...obligation, ...set }, why)] };
}

/** Like `moveLevels`, for terms with other levels: those of the new terms come instead of all not recorded yet. */
export function replaceLevels(
  obligation: Obligation,
  times: LevelTimes,
  patch: Patch,
  why: Extra<'crm.followup.obligation.rescheduled.v1'>,
): Change<Obligation> {
  return moveLevels({ ...obligation, levels: levelsInstead(obligation.levels, times) }, times, patch, why);
}

/** What was recorded stays and never comes again; nor does a level that would come before one that was recorded. */
function levelsInstead(levels: readonly ObligationLevel[], times: LevelTimes): ObligationLevel[] {
  const recorded = levels.filter(({ recordTime }) => recordTime);
  const done = new Set(recorded.map(({ id }) => id));
  const last = times.levels.findLastIndex(({ id }) => done.has(id));
  const coming = times.levels.slice(last + 1).map(({ id, dueTime }) => ({ id, dueTime, recipients: [] }));
  // The breach is what a clock is about: it comes, unless it came.
  const missed = times.levels.slice(0, last + 1).filter(({ id }) => id === BREACH && !done.has(id));
  return [...recorded, ...missed.map(({ id, dueTime }) => ({ id, dueTime, recipients: [] })), ...coming];
}

/** The levels not recorded yet at their new times. */
export function movedLevels(obligation: Obligation, times: LevelTimes): ObligationLevel[] {
  const due = new Map(times.levels.map(({ id, dueTime }) => [id, dueTime]));
  return obligation.levels.map((level) =>
    level.recordTime ? level : { ...level, dueTime: due.get(level.id) ?? level.dueTime },
  );
}

export const breachOf = (levels: { id: string; dueTime: Date }[]): Date =>
  (levels.find(({ id }) => id === BREACH) as { dueTime: Date }).dueTime;

type ObligationEvent = Extract<keyof EventCatalogue, `crm.followup.obligation.${string}`>;
type Extra<T extends ObligationEvent> = Omit<
  EventCatalogue[T],
  keyof EventCatalogue['crm.followup.obligation.opened.v1']
>;

export function obligationEvent<T extends ObligationEvent>(type: T, obligation: Obligation, extra: Extra<T>): NewEvent {
  const { kind, subject, cycle, ownerId, teamId, dueTime } = obligation;
  const data = {
    obligationId: idOf(obligation),
    kind,
    cycle,
    ownerId,
    teamId,
    dueTime: dueTime.toISOString(),
    ...extra,
  };
  return { type, subject, data } as unknown as NewEvent;
}
