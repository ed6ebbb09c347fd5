import fc from 'fast-check';
import { DateTime } from 'luxon';
import { ALWAYS_OPEN, type Slot, secondsOfDay, validateCalendar, type WorkCalendar } from './calendar';
import {
  addWorkingTime,
  ClockError,
  type Interval,
  isWorking,
  nextOpening,
  remaining,
  workingTimeBetween,
} from './clock';
import { dayKind } from './holidays';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CASES = Number(process.env.FAIRLEAD_CLOCK_CASES ?? 400);
const ZONES = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'America/Sao_Paulo'];

const time = (minutes: number) =>
  minutes === 1440
    ? '24:00'
    : `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

// Slots start and end outside 00:30–03:30, the hours in which clocks are changed: there the law is stated by examples.
const slots: fc.Arbitrary<Slot[]> = fc
  .uniqueArray(fc.integer({ min: 210 / 15, max: 1440 / 15 }), { minLength: 0, maxLength: 6 })
  .map((quarters) => [...quarters].sort((a, b) => a - b).map((quarter) => quarter * 15))
  .map((edges) =>
    Array.from({ length: Math.floor(edges.length / 2) }, (_, index) => ({
      from: time(edges[2 * index] as number),
      to: time(edges[2 * index + 1] as number),
    })),
  );

const calendar: fc.Arbitrary<WorkCalendar> = fc
  .record({
    id: fc.constant('c'),
    timeZone: fc.constantFrom(...ZONES),
    weekly: fc.record({ 1: slots, 2: slots, 3: slots, 4: slots, 5: slots, 6: slots, 7: slots }),
    holidayRegion: fc.constantFrom('none' as const, 'CN' as const),
    exceptions: fc.constant<WorkCalendar['exceptions']>([]),
  })
  .filter(({ weekly }) => (weekly[1]?.length ?? 0) > 0 && (weekly[3]?.length ?? 0) > 0);

const instant = (from: string, to: string) =>
  fc
    .integer({ min: Date.parse(from) / MINUTE, max: Date.parse(to) / MINUTE })
    .map((minutes) => new Date(minutes * MINUTE));
const near = fc.oneof(
  instant('2026-02-10T00:00Z', '2026-03-01T00:00Z'),
  instant('2026-03-05T00:00Z', '2026-04-08T00:00Z'),
  instant('2026-09-25T00:00Z', '2026-11-05T00:00Z'),
);
const absences = (start: Date): fc.Arbitrary<Interval[]> =>
  fc.array(
    fc.tuple(fc.integer({ min: -2000, max: 12_000 }), fc.integer({ min: 0, max: 4000 })).map(([at, length]) => ({
      from: new Date(start.getTime() + at * MINUTE),
      to: new Date(start.getTime() + (at + length) * MINUTE),
    })),
    { maxLength: 4 },
  );
const situation = fc.tuple(calendar, near).chain(([cal, start]) =>
  fc.record({
    cal: fc.constant(cal),
    start: fc.constant(start),
    off: absences(start),
    minutes: fc.integer({ min: 0, max: 2500 }),
  }),
);

/** The definition, minute by minute: does the clock run in this minute? */
function runs(at: number, cal: WorkCalendar, off: Interval[]): boolean {
  if (off.some(({ from, to }) => from.getTime() <= at && at < to.getTime())) return false;
  const local = DateTime.fromMillis(at, { zone: cal.timeZone });
  const own = cal.weekly[local.weekday] ?? [];
  const kind = dayKind(cal.holidayRegion, local.toISODate() as string, local.weekday);
  const day = kind === 'holiday' ? [] : kind === 'make-up' && own.length === 0 ? (cal.weekly[1] ?? []) : own;
  const seconds = local.hour * 3600 + local.minute * 60;
  return day.some(
    (slot) => (secondsOfDay(slot.from) as number) <= seconds && seconds < (secondsOfDay(slot.to) as number),
  );
}

function oracle(start: Date, minutes: number, cal: WorkCalendar, off: Interval[]): number {
  let left = minutes;
  for (let at = start.getTime(); ; at += MINUTE) {
    if (left === 0) return at;
    if (runs(at, cal, off)) left -= 1;
  }
}

describe('clock', () => {
  it('equals counting minute by minute', () => {
    fc.assert(
      fc.property(situation, ({ cal, start, off, minutes }) => {
        expect(addWorkingTime(start, minutes * MINUTE, cal, off).at.getTime()).toBe(oracle(start, minutes, cal, off));
      }),
      { numRuns: Math.max(50, CASES / 10) },
    );
  }, 120_000);

  it('gives back the time that was added, never goes backwards, and only later with absences', () => {
    fc.assert(
      fc.property(situation, ({ cal, start, off, minutes }) => {
        const ms = minutes * MINUTE + 123;
        const { at } = addWorkingTime(start, ms, cal, off);
        expect(workingTimeBetween(start, at, cal, off)).toBe(ms);
        expect(remaining(at, start, ms, cal, off)).toBe(0);
        expect(addWorkingTime(start, ms + 1, cal, off).at.getTime()).toBeGreaterThan(at.getTime());
        expect(at.getTime()).toBeGreaterThanOrEqual(addWorkingTime(start, ms, cal).at.getTime());
      }),
      { numRuns: CASES },
    );
  }, 120_000);

  it('adds up: a then b is a + b', () => {
    fc.assert(
      fc.property(situation, fc.integer({ min: 0, max: 1000 }), ({ cal, start, off, minutes }, more) => {
        const first = addWorkingTime(start, minutes * MINUTE, cal, off).at;
        const both = addWorkingTime(first, more * MINUTE, cal, off).at;
        expect(both).toEqual(more === 0 ? first : addWorkingTime(start, (minutes + more) * MINUTE, cal, off).at);
      }),
      { numRuns: CASES },
    );
  }, 120_000);

  const office: WorkCalendar = {
    id: 'office',
    timeZone: 'Asia/Shanghai',
    weekly: Object.fromEntries(
      [1, 2, 3, 4, 5].map((day) => [
        day,
        [
          { from: '09:00', to: '12:00' },
          { from: '13:30', to: '18:00' },
        ],
      ]),
    ),
    holidayRegion: 'CN',
    exceptions: [],
  };
  const shanghai = (text: string) => DateTime.fromISO(text, { zone: 'Asia/Shanghai' }).toJSDate();

  it('rests over the Spring Festival of 2026 and works the make-up Saturday', () => {
    // Friday 13 February 17:00 + 2 h: one hour on Friday, one on the make-up Saturday 14 February.
    expect(addWorkingTime(shanghai('2026-02-13T17:00'), 2 * HOUR, office).at).toEqual(shanghai('2026-02-14T10:00'));
    // Saturday 14 February 17:00 + 2 h: the holidays run until 23 February.
    expect(addWorkingTime(shanghai('2026-02-14T17:00'), 2 * HOUR, office).at).toEqual(shanghai('2026-02-24T10:00'));
  });

  it('says when it reaches past the known holidays', () => {
    expect(addWorkingTime(shanghai('2026-12-31T17:00'), HOUR, office).beyondCoverage).toBe(false);
    expect(addWorkingTime(shanghai('2026-12-31T17:00'), 8 * HOUR, office).beyondCoverage).toBe(true);
  });

  it('counts real time over a change of the clocks', () => {
    const allDay = { ...ALWAYS_OPEN, timeZone: 'America/New_York' };
    const newYork = (text: string) => DateTime.fromISO(text, { zone: 'America/New_York' }).toJSDate();
    expect(addWorkingTime(newYork('2026-03-08T00:00'), 24 * HOUR, allDay).at).toEqual(newYork('2026-03-09T01:00'));
    const night = { ...allDay, weekly: { 7: [{ from: '01:00', to: '04:00' }] } };
    const nextDay = newYork('2026-03-09T00:00');
    expect(workingTimeBetween(newYork('2026-03-08T00:00'), nextDay, night)).toBe(2 * HOUR);
    const gap = { ...allDay, weekly: { 7: [{ from: '02:30', to: '04:00' }] } };
    expect(workingTimeBetween(newYork('2026-03-08T00:00'), nextDay, gap)).toBe(HOUR);
    expect(workingTimeBetween(newYork('2026-11-01T00:00'), newYork('2026-11-02T00:00'), night)).toBe(4 * HOUR);
  });

  it('begins with the day where the clocks are changed at midnight', () => {
    const cairo = (text: string) => DateTime.fromISO(text, { zone: 'Africa/Cairo' }).toJSDate();
    const friday = { ...ALWAYS_OPEN, timeZone: 'Africa/Cairo', weekly: { 5: [{ from: '00:30', to: '04:00' }] } };
    // On 24 April 2026 the day begins at 01:00.
    expect(addWorkingTime(cairo('2026-04-23T12:00'), HOUR, friday).at).toEqual(cairo('2026-04-24T02:00'));
    expect(nextOpening(cairo('2026-04-23T12:00'), friday)).toEqual(cairo('2026-04-24T01:00'));
  });

  it('knows when it runs and when it opens', () => {
    expect(isWorking(shanghai('2026-03-02T11:59'), office)).toBe(true);
    expect(isWorking(shanghai('2026-03-02T12:00'), office)).toBe(false);
    expect(nextOpening(shanghai('2026-03-02T12:00'), office)).toEqual(shanghai('2026-03-02T13:30'));
    expect(nextOpening(shanghai('2026-03-02T14:00'), office)).toEqual(shanghai('2026-03-02T14:00'));
  });

  it('refuses what has no answer', () => {
    const closed = { ...office, weekly: { 1: [] } };
    expect(() => addWorkingTime(new Date(0), 1, closed)).toThrow(ClockError);
    expect(() => addWorkingTime(new Date(0), -1, office)).toThrow('from 0');
    expect(() => addWorkingTime(new Date(0), Number.NaN, office)).toThrow('from 0');
  });
});

describe('validateCalendar', () => {
  it('names every fault', () => {
    const faults = validateCalendar({
      id: 'x',
      timeZone: 'Mars/Base',
      weekly: {
        1: [
          { from: '09:00', to: '08:00' },
          { from: '25:00', to: '26:00' },
        ],
      },
      holidayRegion: 'none',
      exceptions: [{ date: '2026-02-30', slots: [] }],
    });
    expect(faults.map(({ field }) => field)).toEqual([
      'calendar.time_zone',
      'calendar.weekdays[1].slots[0].to',
      'calendar.weekdays[1].slots[1].from',
      'calendar.weekdays[1].slots[1].to',
      'calendar.exceptions[0].date',
    ]);
    expect(validateCalendar(ALWAYS_OPEN)).toEqual([]);
  });
});
