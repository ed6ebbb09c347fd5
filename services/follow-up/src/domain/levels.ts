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
export const levelTimes = (
  openTime: Date,
  terms: ClockTerms,
  calendar: WorkCalendar,
  absences: Interval[],
): LevelTimes => inWorkingTime(calendar, absences, (candidate, away) => levelsIn(openTime, terms, candidate, away));

/** The ways in which a clock may run, the first one that has an end counts. */
export const waysToRun = (calendar: WorkCalendar, absences: Interval[]): [WorkCalendar, Interval[]][] => [
  [calendar, absences],
  [calendar, []],
  [ALWAYS_OPEN, []],
];

/** What can be computed in the first way that has working time. */
export function inWorkingTime<T>(
  calendar: WorkCalendar,
  absences: Interval[],
  compute: (calendar: WorkCalendar, absences: Interval[]) => T,
): T {
  const ways = waysToRun(calendar, absences);
  for (const [candidate, away] of ways.slice(0, -1)) {
    try {
      return compute(candidate, away);
    } catch (error) {
      if (!(error instanceof ClockError) || error.reason !== 'NO_WORKING_TIME') throw error;
    }
  }
  return compute(ALWAYS_OPEN, []);
}
