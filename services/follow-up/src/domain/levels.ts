import {
  ALWAYS_OPEN,
  addWorkingTime,
  ClockError,
  fractionInstant,
  type Interval,
  type WorkCalendar,
  type WorkingInstant,
} from '@fairlead/service-kit';
import type { ClockTerms } from './clock-policy';

export const BREACH = 'breach';
export const RECYCLE = 'recycle';

/** When each level of a clock is due, in order of time. */
export interface LevelTimes {
  levels: { id: string; dueTime: Date }[];
  /** The calendar's holiday data does not reach that far. */
  beyondHolidayData: boolean;
}

/** The reminders at their fractions of the time, the breach at its end, the recycling after the grace. */
function levelsIn(openTime: Date, terms: ClockTerms, calendar: WorkCalendar, absences: Interval[]): LevelTimes {
  const instants: [string, WorkingInstant][] = [
    ...terms.reminderFractions.map((fraction, index): [string, WorkingInstant] => [
      `reminder-${index + 1}`,
      fractionInstant(openTime, terms.durationMs, fraction, calendar, absences),
    ]),
    [BREACH, addWorkingTime(openTime, terms.durationMs, calendar, absences)],
    [RECYCLE, addWorkingTime(openTime, terms.durationMs + terms.graceMs, calendar, absences)],
  ];
  return {
    levels: instants.map(([id, { at }]) => ({ id, dueTime: at })),
    beyondHolidayData: instants.some(([, { beyondCoverage }]) => beyondCoverage),
  };
}

/**
 * The levels of a clock. A clock that would never run out (leave for years, a calendar closed by exceptions) would drop
 * the lead: it runs without the leave then, and around the clock if that does not help.
 */
export function levelTimes(
  openTime: Date,
  terms: ClockTerms,
  calendar: WorkCalendar,
  absences: Interval[],
): LevelTimes {
  const attempts: [WorkCalendar, Interval[]][] = [
    [calendar, absences],
    [calendar, []],
  ];
  for (const [candidate, away] of attempts) {
    try {
      return levelsIn(openTime, terms, candidate, away);
    } catch (error) {
      if (!(error instanceof ClockError) || error.reason !== 'NO_WORKING_TIME') throw error;
    }
  }
  return levelsIn(openTime, terms, ALWAYS_OPEN, []);
}
