import { DateTime } from 'luxon';
import { type Slot, secondsOfDay, type WorkCalendar } from './calendar';
import { dayKind, isCovered } from './holidays';

/** A time that does not count (leave, a pause); half-open. */
export interface Interval {
  from: Date;
  to: Date;
}

/** The arithmetic has no answer. */
export class ClockError extends Error {
  constructor(
    readonly reason: 'NO_WORKING_TIME' | 'NEGATIVE_DURATION',
    message: string,
  ) {
    super(message);
  }
}

/** A calendar without working time for so long has none. */
const MAX_DAYS = 5 * 366;

type Span = [from: number, to: number];

/** Working spans of one calendar and one set of absences, day by day, in real milliseconds. */
export class WorkingDays {
  private readonly exceptions: Map<string, Slot[]>;
  private readonly absences: Span[];

  constructor(
    private readonly calendar: WorkCalendar,
    absences: Interval[],
  ) {
    this.exceptions = new Map(calendar.exceptions.map((exception) => [exception.date, exception.slots]));
    this.absences = absences
      .map((absence): Span => [absence.from.getTime(), absence.to.getTime()])
      .filter(([from, to]) => from < to)
      .sort((a, b) => a[0] - b[0]);
  }

  /** Local midnight of the day that holds the instant. */
  dayOf = (instant: number): DateTime => DateTime.fromMillis(instant, { zone: this.calendar.timeZone }).startOf('day');

  /** What is worked on a local day, absences taken out, in order. */
  spansOf(day: DateTime): Span[] {
    const spans: Span[] = [];
    for (const slot of this.slotsOf(day)) {
      let from = wallInstant(day, secondsOfDay(slot.from) as number);
      const to = wallInstant(day, secondsOfDay(slot.to) as number);
      for (const [start, end] of this.absences) {
        if (end <= from) continue;
        if (start >= to) break;
        if (start > from) spans.push([from, start]);
        from = Math.max(from, end);
      }
      if (from < to) spans.push([from, to]);
    }
    return spans;
  }

  /** A make-up day is worked like a Monday, unless the calendar has slots for its weekday. */
  private slotsOf(day: DateTime): Slot[] {
    const date = day.toISODate() as string;
    const exception = this.exceptions.get(date);
    if (exception) return exception;
    const own = this.calendar.weekly[day.weekday] ?? [];
    const kind = dayKind(this.calendar.holidayRegion, date, day.weekday);
    if (kind === 'holiday') return [];
    return kind === 'make-up' && own.length === 0 ? (this.calendar.weekly[1] ?? []) : own;
  }
}

/**
 * The first instant of a day at which its local clock shows so many seconds after midnight; for a time that a change of
 * the clocks leaves out, the instant of the change.
 */
function wallInstant(day: DateTime, seconds: number): number {
  if (seconds === 86_400) return day.plus({ days: 1 }).startOf('day').toMillis();
  const wall = { hour: Math.floor(seconds / 3600), minute: Math.floor(seconds / 60) % 60, second: seconds % 60 };
  const instant = day.set(wall);
  const shown = instant.hour * 3600 + instant.minute * 60 + instant.second;
  if (shown === seconds) return instant.toMillis();
  let before = day.toMillis();
  let after = instant.toMillis();
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (DateTime.fromMillis(middle, { zone: day.zone }).offset === instant.offset) after = middle;
    else before = middle;
  }
  return after;
}

/** Working time from an instant on; `beyondCoverage` when holidays of a year on the way are not known. */
export interface WorkingInstant {
  at: Date;
  beyondCoverage: boolean;
}

/**
 * The instant at which `durationMs` of working time have passed since `start`, to the millisecond. ClockError when the
 * duration is negative or the calendar has no working time within five years.
 */
export function addWorkingTime(
  start: Date,
  durationMs: number,
  calendar: WorkCalendar,
  absences: Interval[] = [],
): WorkingInstant {
  if (!(durationMs >= 0) || !Number.isFinite(durationMs)) {
    throw new ClockError('NEGATIVE_DURATION', 'A duration must be a number of milliseconds from 0.');
  }
  const days = new WorkingDays(calendar, absences);
  let left = durationMs;
  let day = days.dayOf(start.getTime());
  let idleDays = 0;
  const firstYear = day.year;
  for (;;) {
    for (const [from, to] of days.spansOf(day)) {
      const begin = Math.max(from, start.getTime());
      if (begin >= to) continue;
      if (left === 0 && durationMs === 0) return result(start.getTime(), calendar, firstYear, day.year);
      if (left <= to - begin) return result(begin + left, calendar, firstYear, day.year);
      left -= to - begin;
      idleDays = 0;
    }
    if (durationMs === 0) return result(start.getTime(), calendar, firstYear, day.year);
    idleDays += 1;
    if (idleDays > MAX_DAYS) throw new ClockError('NO_WORKING_TIME', 'The calendar has no working time in five years.');
    day = day.plus({ days: 1 }).startOf('day');
  }
}

function result(at: number, { holidayRegion }: WorkCalendar, firstYear: number, lastYear: number): WorkingInstant {
  return {
    at: new Date(at),
    beyondCoverage: !isCovered(holidayRegion, firstYear) || !isCovered(holidayRegion, lastYear),
  };
}

/** Working milliseconds between two instants; 0 when the second is not after the first. */
export function workingTimeBetween(from: Date, to: Date, calendar: WorkCalendar, absences: Interval[] = []): number {
  const days = new WorkingDays(calendar, absences);
  let sum = 0;
  for (
    let day = days.dayOf(from.getTime());
    day.toMillis() < to.getTime();
    day = day.plus({ days: 1 }).startOf('day')
  ) {
    for (const [start, end] of days.spansOf(day)) {
      sum += Math.max(0, Math.min(end, to.getTime()) - Math.max(start, from.getTime()));
    }
  }
  return sum;
}

/** The instant at which a fraction of the time has passed. */
export const fractionInstant = (
  start: Date,
  durationMs: number,
  fraction: number,
  calendar: WorkCalendar,
  absences: Interval[] = [],
): WorkingInstant => addWorkingTime(start, Math.round(durationMs * fraction), calendar, absences);

/** Working milliseconds left of a clock; 0 when it has run out. */
export const remaining = (
  now: Date,
  start: Date,
  durationMs: number,
  calendar: WorkCalendar,
  absences: Interval[] = [],
): number => Math.max(0, durationMs - workingTimeBetween(start, now, calendar, absences));

/** Whether the clock runs at an instant. */
export function isWorking(at: Date, calendar: WorkCalendar, absences: Interval[] = []): boolean {
  const days = new WorkingDays(calendar, absences);
  const instant = at.getTime();
  return days.spansOf(days.dayOf(instant)).some(([from, to]) => from <= instant && instant < to);
}

/** The first instant from `at` on at which the clock runs. */
export const nextOpening = (at: Date, calendar: WorkCalendar, absences: Interval[] = []): Date => {
  const { at: end } = addWorkingTime(at, 1, calendar, absences);
  return new Date(end.getTime() - 1);
};
