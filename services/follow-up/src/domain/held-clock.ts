import {
  addWorkingTime,
  type Interval,
  type WorkCalendar,
  type WorkingInstant,
  workingTimeBetween,
} from '@fairlead/service-kit';
import { inWorkingTime, type LevelTimes, waysToRun } from './levels';

/** Working milliseconds until a level. */
export interface LevelRest {
  id: string;
  ms: number;
}

/** A clock that stands still for a handover, with what is left of it. At most ten levels. */
export interface HeldClock {
  /** Handover. */
  by: string;
  since: Date;
  rest: LevelRest[];
}

/** From when on a clock goes on, and with how much. */
export interface ResumedClock {
  at: Date;
  rest: LevelRest[];
}

/** What is left until levels, to the millisecond: a clock that goes on with it at the same instant has the same levels. */
export function restOf(
  at: Date,
  levels: readonly { id: string; dueTime: Date }[],
  calendar: WorkCalendar,
  absences: Interval[],
): LevelRest[] {
  // The way in which the levels were computed is the one in which they come out again.
  const [first, ...others] = waysToRun(calendar, absences).map(([way, away]) => restIn(at, levels, way, away));
  const found = [first, ...others].find((each) => each?.exact);
  return (found ?? first)?.rest ?? [];
}

function restIn(
  at: Date,
  levels: readonly { id: string; dueTime: Date }[],
  calendar: WorkCalendar,
  absences: Interval[],
): { rest: LevelRest[]; exact: boolean } {
  let exact = true;
  const rest = levels.map(({ id, dueTime }) => {
    const ms = workingTimeBetween(at, dueTime, calendar, absences);
    if (dueTime > at) exact &&= ms > 0 && addWorkingTime(at, ms, calendar, absences).at.getTime() === dueTime.getTime();
    return { id, ms };
  });
  return { rest, exact };
}

/** When the levels of a clock that goes on are due. */
export const levelsFrom = ({ at, rest }: ResumedClock, calendar: WorkCalendar, absences: Interval[]): LevelTimes =>
  inWorkingTime(calendar, absences, (way, away) => {
    const instants = rest.map(({ id, ms }): [string, WorkingInstant] => [id, addWorkingTime(at, ms, way, away)]);
    return {
      levels: instants.map(([id, { at: dueTime }]) => ({ id, dueTime })),
      beyondHolidayData: instants.some(([, { beyondCoverage }]) => beyondCoverage),
    };
  });
