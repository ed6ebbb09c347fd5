import {
  ALWAYS_OPEN,
  addWorkingTime,
  ClockError,
  type Interval,
  type WorkCalendar,
  type WorkingInstant,
} from '@fairlead/service-kit';
import { FIRST_CONTACT_KIND, isRecycled } from './clock-kinds';
import type { ClockTerms } from './clock-policy';

export const BREACH = 'breach';
export const RECYCLE = 'recycle';
const ESCALATION = 'escalation-';

/** Id of an escalation by its place in the policy. */
export const escalationId = (index: number): string => `${ESCALATION}${index + 1}`;

/** Place of an escalation in the policy; -1 for any other level. */
export const escalationIndex = (levelId: string): number =>
  levelId.startsWith(ESCALATION) ? Number(levelId.slice(ESCALATION.length)) - 1 : -1;

/** Working milliseconds until a level. */
export interface LevelRest {
  id: string;
  ms: number;
}

/** When each level of a clock is due, in order of time. */
export interface LevelTimes {
  levels: { id: string; dueTime: Date }[];
  /** The calendar's holiday data does not reach that far. */
  beyondHolidayData: boolean;
}

/**
 * Working time from the start to each level, rising: the reminders at their fractions, the breach at the end of the time,
 * the escalations, and the recycling after the grace. At most 16.
 */
export function offsetsOf({ kind = FIRST_CONTACT_KIND, ...terms }: ClockTerms): LevelRest[] {
  const { durationMs, reminderFractions, graceMs, escalations = [] } = terms;
  return [
    ...reminderFractions.map((fraction, index) => ({
      id: `reminder-${index + 1}`,
      ms: Math.round(durationMs * fraction),
    })),
    { id: BREACH, ms: durationMs },
    ...escalations.map(({ afterMs }, index) => ({ id: escalationId(index), ms: afterMs })),
    ...(isRecycled(kind) ? [{ id: RECYCLE, ms: durationMs + graceMs }] : []),
  ];
}

/**
 * When levels are due that are so much working time away from an instant. A clock that would never run out (leave for
 * years, a calendar closed by exceptions) would drop its subject: it runs without the leave then, and around the clock if
 * that does not help. Pauses have an end and always count.
 */
export const levelsAfter = (
  at: Date,
  rest: readonly LevelRest[],
  calendar: WorkCalendar,
  absences: Interval[],
  pauses: Interval[] = [],
): LevelTimes =>
  inWorkingTime(waysToRun(calendar, absences, pauses), (way, away) => {
    const instants = rest.map(({ id, ms }): [string, WorkingInstant] => [id, addWorkingTime(at, ms, way, away)]);
    return {
      levels: instants.map(([id, { at: dueTime }]) => ({ id, dueTime })),
      beyondHolidayData: instants.some(([, { beyondCoverage }]) => beyondCoverage),
    };
  });

/** The levels of a clock from its start. */
export const levelTimes = (
  openTime: Date,
  terms: ClockTerms,
  calendar: WorkCalendar,
  absences: Interval[],
  pauses: Interval[] = [],
): LevelTimes => levelsAfter(openTime, offsetsOf(terms), calendar, absences, pauses);

export type Way = [calendar: WorkCalendar, absences: Interval[]];

/** The ways in which a clock may run, the first one that has an end counts. */
export const waysToRun = (calendar: WorkCalendar, absences: Interval[], pauses: Interval[]): Way[] => [
  [calendar, [...absences, ...pauses]],
  [calendar, pauses],
  [ALWAYS_OPEN, pauses],
];

/** What can be computed in the first way that has working time. */
function inWorkingTime<T>(ways: Way[], compute: (calendar: WorkCalendar, absences: Interval[]) => T): T {
  for (const [calendar, away] of ways.slice(0, -1)) {
    try {
      return compute(calendar, away);
    } catch (error) {
      if (!(error instanceof ClockError) || error.reason !== 'NO_WORKING_TIME') throw error;
    }
  }
  const [calendar, away] = ways.at(-1) as Way;
  return compute(calendar, away);
}
