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

/** A local day of a calendar in real milliseconds, with what is worked on it when nobody is absent. */
interface Day {
  start: number;
  /** Start of the next one. */
  end: number;
  year: number;
  spans: Span[];
}

/** Days of the calendars in use, by their start: zones and holidays are asked once for each. Calendars never change. */
const KNOWN = new WeakMap<WorkCalendar, Map<number, Day>>();
const MAX_KNOWN = 4000;

function knownDays(calendar: WorkCalendar): Map<number, Day> {
  const known = KNOWN.get(calendar) ?? new Map<number, Day>();
  if (known.size > MAX_KNOWN) known.clear();
  KNOWN.set(calendar, known);
  return known;
}

/** Working spans of one calendar and one set of absences, day by day, in real milliseconds. */
export class WorkingDays {
  private readonly days: Map<number, Day>;
  private readonly absences: Span[];

  constructor(
    private readonly calendar: WorkCalendar,
    absences: Interval[],
  ) {
    this.days = knownDays(calendar);
    this.absences = absences
      .map((absence): Span => [absence.from.getTime(), absence.to.getTime()])
      .filter(([from, to]) => from < to)
      .sort((a, b) => a[0] - b[0]);
  }

  /** Local midnight of the day that holds the instant. */
  dayOf = (instant: number): DateTime => DateTime.fromMillis(instant, { zone: this.calendar.timeZone }).startOf('day');

  /** What is worked on a local day, absences taken out, in order. */
  spansOf = (day: DateTime): Span[] => this.workedOn(this.startingAt(day.toMillis()));

  /** The day that holds an instant. */
  holding = (instant: number): Day => this.startingAt(this.dayOf(instant).toMillis());

  after = (day: Day): Day => this.startingAt(day.end);

  workedOn({ start: dayStart, end: dayEnd, spans: whole }: Day): Span[] {
    const away = this.absences.filter(([from, to]) => from < dayEnd && to > dayStart);
    if (away.length === 0) return whole;
    const spans: Span[] = [];
    for (const [begin, to] of whole) {
      let from = begin;
      for (const [start, end] of away) {
        if (end <= from) continue;
        if (start >= to) break;
        if (start > from) spans.push([from, start]);
        from = Math.max(from, end);
      }
      if (from < to) spans.push([from, to]);
    }
    return spans;
  }

  private startingAt(start: number): Day {
    const known = this.days.get(start);
    if (known) return known;
    const day = DateTime.fromMillis(start, { zone: this.calendar.timeZone });
    const spans = this.slotsOf(day)
      .map(
        ({ from, to }): Span => [
          wallInstant(day, secondsOfDay(from) as number),
          wallInstant(day, secondsOfDay(to) as number),
        ],
      )
      .filter(([from, to]) => from < to);
    const end = day.plus({ days: 1 }).startOf('day').toMillis();
    const made = { start, end, year: day.year, spans };
    this.days.set(start, made);
    return made;
  }

  /** A make-up day is worked like a Monday, unless the calendar has slots for its weekday. */
  private slotsOf(day: DateTime): Slot[] {
    const date = day.toISODate() as string;
    const exception = this.calendar.exceptions.find((each) => each.date === date);
    if (exception) return exception.slots;
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
  // The clocks are changed at midnight: the day begins with the instant of the change.
  if (day.offset === instant.offset) return day.toMillis();
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
  let day = days.holding(start.getTime());
  let idleDays = 0;
  const firstYear = day.year;
  for (;;) {
    for (const [from, to] of days.workedOn(day)) {
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
    day = days.after(day);
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
  for (let day = days.holding(from.getTime()); day.start < to.getTime(); day = days.after(day)) {
    for (const [start, end] of days.workedOn(day)) {
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
  return days.workedOn(days.holding(instant)).some(([from, to]) => from <= instant && instant < to);
}

/** The first instant from `at` on at which the clock runs. */
export const nextOpening = (at: Date, calendar: WorkCalendar, absences: Interval[] = []): Date => {
  const { at: end } = addWorkingTime(at, 1, calendar, absences);
  return new Date(end.getTime() - 1);
};
