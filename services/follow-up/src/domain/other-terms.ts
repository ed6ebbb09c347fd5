import type { Change, Interval, WorkCalendar } from '@fairlead/service-kit';
import { stopsForLeave } from './clock-kinds';
import type { ClockTerms } from './clock-policy';
import { elapsedOf, levelsFrom, type ResumedClock, restAfter } from './held-clock';
import { type LevelTimes, levelTimes, offsetsOf } from './levels';
import { type Obligation, replaceLevels } from './obligation';

type Pins = Partial<Pick<Obligation, 'policyId' | 'policyVersion' | 'calendarId' | 'calendarVersion'>>;

/** What a clock is to run on instead. */
export interface OtherTerms {
  pins: Pins;
  /** The terms that it runs on now, and those to come; the same when only the calendar changes. */
  before: ClockTerms;
  after: ClockTerms;
  /** The calendar to come. */
  calendar: WorkCalendar;
}

/**
 * A clock on other terms, from its start; one that was handed over keeps what had passed until then. Without an event when
 * no level that is to come moves.
 */
export function onOtherTerms(
  seen: Obligation,
  { pins, before, after, calendar }: OtherTerms,
  leaves: Interval[],
  cause: 'policy' | 'published',
): Change<Obligation> {
  const again = <C extends Pick<ResumedClock, 'rest' | 'elapsedMs'>>(clock: C): C => {
    const elapsedMs = elapsedOf(clock, offsetsOf(before));
    // Only the calendar changes: what was left stays so to the millisecond.
    return before === after ? clock : { ...clock, elapsedMs, rest: restAfter(offsetsOf(after), elapsedMs) };
  };
  const held = seen.held && again(seen.held);
  const resumed = seen.resumed && again(seen.resumed);
  const from = held ? { at: held.since, rest: held.rest } : resumed;
  const { openTime, kind, pauses = [] } = seen;
  const absences = stopsForLeave(kind) ? leaves : [];
  const times: LevelTimes = from
    ? levelsFrom(from, calendar, absences, pauses)
    : levelTimes(openTime, after, calendar, absences, pauses);
  const patch = { ...pins, ...(held ? { held } : {}), ...(resumed && !held ? { resumed } : {}) };
  const change = replaceLevels(seen, times, patch, { cause });
  return movesLevels(seen, change) ? change : { set: change.set, events: [] };
}

/** Whether a change moves, adds or takes away a level that is still to come. */
export function movesLevels(seen: Pick<Obligation, 'levels'>, { set }: Change<Obligation>): boolean {
  const levels = set.levels ?? seen.levels;
  if (levels.length !== seen.levels.length) return true;
  return levels.some(({ id, dueTime }, index) => {
    const before = seen.levels[index];
    return before?.id !== id || before.dueTime.getTime() !== dueTime.getTime();
  });
}
