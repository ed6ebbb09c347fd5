import { addWorkingTime, type Interval, type WorkCalendar, workingTimeBetween } from '@fairlead/service-kit';
import { type LevelRest, type LevelTimes, levelsAfter, type Way, waysToRun } from './levels';

export type { LevelRest } from './levels';

/** A clock that stands still for a handover, with what is left of it. At most 16 levels. */
export interface HeldClock {
  /** Handover. */
  by: string;
  since: Date;
  rest: LevelRest[];
  /** Working time that had passed; unset in documents from before it was kept. */
  elapsedMs?: number;
}

/** From when on a clock goes on, and with how much. */
export interface ResumedClock {
  at: Date;
  rest: LevelRest[];
  /** Working time that had passed by then; unset in documents from before it was kept. */
  elapsedMs?: number;
}

/** What is left of a clock at an instant, and what has passed of it. */
export interface ClockStand {
  rest: LevelRest[];
  elapsedMs: number;
}

type DueLevel = { id: string; dueTime: Date };

/** What is left until levels, to the millisecond: a clock that goes on with it at the same instant has the same levels. */
export const restOf = (
  at: Date,
  levels: readonly DueLevel[],
  calendar: WorkCalendar,
  absences: Interval[],
  pauses: Interval[] = [],
): LevelRest[] => restIn(at, levels, wayOf(at, levels, waysToRun(calendar, absences, pauses)));

/** How a clock stands at an instant, counted since `from`, when `elapsedMs` of it had passed. */
export function standAt(
  at: Date,
  from: { at: Date; elapsedMs: number },
  levels: readonly DueLevel[],
  calendar: WorkCalendar,
  absences: Interval[],
  pauses: Interval[],
): ClockStand {
  const way = wayOf(at, levels, waysToRun(calendar, absences, pauses));
  return { rest: restIn(at, levels, way), elapsedMs: from.elapsedMs + workingTimeBetween(from.at, at, ...way) };
}

/** What had passed of a clock that goes on with this rest, by the terms it ran on. */
export function elapsedOf({ rest, elapsedMs }: Pick<ResumedClock, 'rest' | 'elapsedMs'>, offsets: LevelRest[]): number {
  if (elapsedMs !== undefined) return elapsedMs;
  const left = new Map(rest.map(({ id, ms }) => [id, ms]));
  const known = offsets.find(({ id }) => (left.get(id) ?? 0) > 0);
  return known ? known.ms - (left.get(known.id) as number) : Math.max(0, ...offsets.map(({ ms }) => ms));
}

/** What is left until levels that lie so far from the start, when so much has passed. */
export const restAfter = (offsets: readonly LevelRest[], elapsedMs: number): LevelRest[] =>
  offsets.map(({ id, ms }) => ({ id, ms: Math.max(0, ms - elapsedMs) }));

/** The way in which the levels were computed: the one in which they come out again. */
function wayOf(at: Date, levels: readonly DueLevel[], ways: Way[]): Way {
  const comesOut = ([calendar, away]: Way) =>
    levels.every(({ dueTime }) => {
      if (dueTime <= at) return true;
      const ms = workingTimeBetween(at, dueTime, calendar, away);
      return ms > 0 && addWorkingTime(at, ms, calendar, away).at.getTime() === dueTime.getTime();
    });
  return ways.find(comesOut) ?? (ways[0] as Way);
}

const restIn = (at: Date, levels: readonly DueLevel[], [calendar, away]: Way): LevelRest[] =>
  levels.map(({ id, dueTime }) => ({ id, ms: workingTimeBetween(at, dueTime, calendar, away) }));

/** When the levels of a clock that goes on are due. */
export const levelsFrom = (
  { at, rest }: Pick<ResumedClock, 'at' | 'rest'>,
  calendar: WorkCalendar,
  absences: Interval[],
  pauses: Interval[] = [],
): LevelTimes => levelsAfter(at, rest, calendar, absences, pauses);
