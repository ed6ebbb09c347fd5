/**
 * What a working calendar means, counted minute by minute. Nothing of the clock engine is used here: wall clocks come from
 * Intl, the holidays of China from the notice of the State Council for 2026, and time is counted on a map that knows of each
 * minute whether it is worked.
 */

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const FIRST = Date.parse('2026-01-10T00:00:00Z');
const DAYS = 340;
const LENGTH = DAYS * 1440;

/** What a test calendar consists of; minutes of the day, 1440 for its end. */
export interface OracleCalendar {
  zone: string;
  /** By ISO weekday. */
  weekly: Record<number, [from: number, to: number][]>;
  china: boolean;
  exceptions: Record<string, [from: number, to: number][]>;
}

export type Span = [from: number, to: number];

const range = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
};

/** Days off by the notice for 2026, weekends within them included. */
const DAYS_OFF = new Set([
  ...range('2026-01-01', '2026-01-03'),
  ...range('2026-02-15', '2026-02-23'),
  ...range('2026-04-04', '2026-04-06'),
  ...range('2026-05-01', '2026-05-05'),
  ...range('2026-06-19', '2026-06-21'),
  ...range('2026-09-25', '2026-09-27'),
  ...range('2026-10-01', '2026-10-07'),
]);
/** Weekend days that are worked instead. */
const MAKE_UP = new Set(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']);

/** What the wall clocks of a zone show in each minute: the day (an index into `dates`) and the minute of the day. */
interface WallClock {
  day: Int16Array;
  minute: Int16Array;
  dates: string[];
  /** Minutes in which the clocks were changed. */
  changes: number[];
}

const wallClocks = new Map<string, WallClock>();

/** Asked of Intl once for each quarter of an hour: no zone changes its clocks in between. */
function wallClock(zone: string): WallClock {
  const known = wallClocks.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const clock: WallClock = { day: new Int16Array(LENGTH), minute: new Int16Array(LENGTH), dates: [], changes: [] };
  let shownBefore = Number.NaN;
  for (let quarter = 0; quarter < LENGTH / 15; quarter += 1) {
    const parts = Object.fromEntries(
      format.formatToParts(FIRST + quarter * QUARTER).map(({ type, value }) => [type, value]),
    );
    const date = `${parts.year}-${parts.month}-${parts.day}`;
    if (clock.dates.at(-1) !== date) clock.dates.push(date);
    const start = Number(parts.hour) * 60 + Number(parts.minute);
    if ((start - shownBefore + 1440) % 1440 !== 15 && quarter > 0) clock.changes.push(quarter * 15);
    shownBefore = start;
    for (let each = 0; each < 15; each += 1) {
      clock.day[quarter * 15 + each] = clock.dates.length - 1;
      clock.minute[quarter * 15 + each] = start + each;
    }
  }
  wallClocks.set(zone, clock);
  return clock;
}

/** Counts working time of one calendar. */
export class MinuteOracle {
  /** 1 for each minute that is worked, and how many were worked before each. */
  private readonly works = new Uint8Array(LENGTH);
  private readonly worked = new Int32Array(LENGTH + 1);
  private readonly clock: WallClock;

  constructor(calendar: OracleCalendar) {
    this.clock = wallClock(calendar.zone);
    for (let from = 0; from < LENGTH; ) {
      let to = from;
      while (to < LENGTH && this.clock.day[to] === this.clock.day[from]) to += 1;
      this.markDay(from, to, calendar);
      from = to;
    }
    for (let at = 0; at < LENGTH; at += 1)
      this.worked[at + 1] = (this.worked[at] as number) + (this.works[at] as number);
  }

  /** From the first minute in which the wall clock shows a slot's start, or more, to the first that shows its end. */
  private markDay(start: number, end: number, calendar: OracleCalendar): void {
    const date = this.clock.dates[this.clock.day[start] as number] as string;
    for (const [from, to] of slotsOf(date, calendar)) {
      const first = this.firstShowing(from, start, end);
      this.works.fill(1, first, Math.max(first, this.firstShowing(to, start, end)));
    }
  }

  private firstShowing(minute: number, start: number, end: number): number {
    for (let at = start; at < end; at += 1) if ((this.clock.minute[at] as number) >= minute) return at;
    return end;
  }

  /** The instant at which so much working time has passed. */
  add(start: number, ms: number, off: Span[]): number {
    if (ms === 0) return start;
    let left = ms;
    for (const [from, to] of present(start, END, off)) {
      const there = this.between(from, to, []);
      if (left > there) {
        left -= there;
        continue;
      }
      // The minute in which the time is up: the first by whose end enough was worked.
      let [low, high] = [indexOf(from), indexOf(to - 1)];
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if (this.between(from, Math.min(to, FIRST + (middle + 1) * MINUTE), []) >= left) high = middle;
        else low = middle + 1;
      }
      const begin = Math.max(from, FIRST + low * MINUTE);
      return begin + left - this.between(from, begin, []);
    }
    throw new Error('The map of minutes ends before the time is up.');
  }

  /** Working time between two instants. */
  between(from: number, to: number, off: Span[]): number {
    if (from >= to) return 0;
    if (off.length > 0) return present(from, to, off).reduce((sum, [a, b]) => sum + this.between(a, b, []), 0);
    const [first, last] = [indexOf(from), indexOf(to - 1)];
    if (first === last) return (this.works[first] as number) * (to - from);
    const whole = (this.worked[last] as number) - (this.worked[first + 1] as number);
    const head = (this.works[first] as number) * (FIRST + (first + 1) * MINUTE - from);
    const tail = (this.works[last] as number) * (to - (FIRST + last * MINUTE));
    return head + whole * MINUTE + tail;
  }

  /** Whether the clocks are changed, or a day off or a make-up day lies between two instants. */
  meets(from: number, to: number): { change: boolean; holiday: boolean } {
    const [first, last] = [from, to].map((at) => Math.floor((at - FIRST) / MINUTE)) as Span;
    const days = this.clock.dates.slice(this.clock.day[first] as number, (this.clock.day[last] as number) + 1);
    return {
      change: this.clock.changes.some((at) => first < at && at <= last),
      holiday: days.some((date) => DAYS_OFF.has(date) || MAKE_UP.has(date)),
    };
  }
}

const END = FIRST + LENGTH * MINUTE;
const indexOf = (instant: number) => Math.floor((instant - FIRST) / MINUTE);

/** What is left of a time when absences are taken out, in order. */
function present(start: number, end: number, off: Span[]): Span[] {
  const spans: Span[] = [];
  let at = start;
  for (const [from, to] of [...off].sort((a, b) => a[0] - b[0])) {
    if (from > at) spans.push([at, Math.min(from, end)]);
    at = Math.max(at, to);
    if (at >= end) return spans;
  }
  spans.push([at, end]);
  return spans;
}

function slotsOf(date: string, { weekly, china, exceptions }: OracleCalendar): [number, number][] {
  if (exceptions[date]) return exceptions[date];
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
  const own = weekly[weekday] ?? [];
  if (!china) return own;
  // A weekend within the days off is a weekend still: a shop that is open on Sundays stays so.
  if (weekday < 6 && DAYS_OFF.has(date)) return [];
  return MAKE_UP.has(date) && own.length === 0 ? (weekly[1] ?? []) : own;
}
