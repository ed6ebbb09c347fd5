import { writeFileSync } from 'node:fs';
import type { WorkCalendar } from '@fairlead/service-kit';
import { MinuteOracle, type OracleCalendar, type Span } from '../testing/minute-oracle';
import { levelsFrom, standAt } from './held-clock';
import { levelTimes, offsetsOf } from './levels';

const MINUTE = 60_000;
const CASES = Number(process.env.FAIRLEAD_CLOCK_CASES ?? 5000);
const SEED = Number(process.env.FAIRLEAD_CLOCK_SEED ?? 20_261_128);
const PER_CALENDAR = 500;
const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Asia/Kathmandu',
];

/** Numbers from 0 to 1, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const next = numbers(SEED);
const below = (limit: number) => Math.floor(next() * limit);
const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;

const slots = (): Span[] => {
  const edges = [...new Set(Array.from({ length: 2 * (1 + below(3)) }, () => below(97) * 15))].sort((a, b) => a - b);
  return Array.from(
    { length: Math.floor(edges.length / 2) },
    (_, index) => [edges[2 * index], edges[2 * index + 1]] as Span,
  );
};
const dateOf = (day: number) => new Date(Date.parse('2026-01-20') + day * 86_400_000).toISOString().slice(0, 10);

function randomCalendar(): OracleCalendar {
  const weekly: OracleCalendar['weekly'] = {};
  for (let day = 1; day <= 7; day += 1) weekly[day] = next() < (day < 6 ? 0.9 : 0.3) ? slots() : [];
  // Something is worked each week.
  weekly[3] = [[9 * 60, 17 * 60]];
  const exceptions: OracleCalendar['exceptions'] = {};
  for (let each = below(12); each > 0; each -= 1) exceptions[dateOf(below(300))] = next() < 0.5 ? [] : slots();
  return { zone: pick(ZONES), weekly, china: next() < 0.5, exceptions };
}

const wall = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const written = (spans: Span[]) => spans.map(([from, to]) => ({ from: wall(from), to: wall(to) }));

const toEngine = ({ zone, weekly, china, exceptions }: OracleCalendar): WorkCalendar => ({
  id: 'random',
  timeZone: zone,
  weekly: Object.fromEntries(Object.entries(weekly).map(([day, spans]) => [day, written(spans)])),
  holidayRegion: china ? 'CN' : 'none',
  exceptions: Object.entries(exceptions).map(([date, spans]) => ({ date, slots: written(spans) })),
});

/** Around the days on which clocks are changed and the long holidays, and anywhere. */
const STARTS = [
  '2026-02-08',
  '2026-03-01',
  '2026-03-25',
  '2026-04-20',
  '2026-05-01',
  '2026-09-20',
  '2026-10-25',
  '2026-11-01',
];
const randomStart = () =>
  (next() < 0.5
    ? Date.parse(pick(STARTS)) + below(10 * 1440) * MINUTE
    : Date.parse('2026-01-20') + below(270 * 1440) * MINUTE) + below(MINUTE);

/** Leave in any order, overlapping or not; pauses one after another. */
const randomLeave = (start: number): Span[] =>
  Array.from({ length: below(3) }, () => {
    const from = Math.floor(start / MINUTE) * MINUTE + (below(12_000) - 3000) * MINUTE;
    return [from, from + below(4000) * MINUTE] as Span;
  });
function randomPauses(start: number): Span[] {
  const pauses: Span[] = [];
  let at = Math.ceil(start / MINUTE) * MINUTE;
  for (let each = below(4); each > 0; each -= 1) {
    const from = at + (1 + below(1500)) * MINUTE;
    at = from + (1 + below(2500)) * MINUTE;
    pauses.push([from, at]);
  }
  return pauses;
}

const intervals = (spans: Span[]) => spans.map(([from, to]) => ({ from: new Date(from), to: new Date(to) }));

describe('the clock engine', () => {
  it(`equals counting minute by minute in ${CASES} random cases`, () => {
    const began = Date.now();
    const seen = { cases: 0, comparisons: 0, changes: 0, holidays: 0, pauses: 0, leave: 0, exceptions: 0 };
    const wrong: string[] = [];
    while (seen.cases < CASES) {
      const random = randomCalendar();
      const oracle = new MinuteOracle(random);
      const calendar = toEngine(random);
      for (let each = 0; each < PER_CALENDAR && seen.cases < CASES; each += 1) {
        const start = randomStart();
        const [leave, pauses] = [randomLeave(start), randomPauses(start)];
        const off = [...leave, ...pauses];
        const durationMs = 1 + below(1500) * MINUTE + below(MINUTE);
        const terms = {
          kind: 'silence',
          durationMs,
          reminderFractions: [Math.max(0.001, next())],
          graceMs: 0,
          escalations: next() < 0.2 ? [{ afterMs: durationMs + below(600) * MINUTE, role: 'director' as const }] : [],
        };
        const expected = offsetsOf(terms).map(({ id, ms }) => [id, oracle.add(start, ms, off)]);
        const times = levelTimes(new Date(start), terms, calendar, intervals(leave), intervals(pauses));
        const found = times.levels.map(({ id, dueTime }) => [id, dueTime.getTime()]);
        // What is left at some instant on the way, and the same when it goes on another time.
        const due = expected[1]?.[1] as number;
        const now = start + Math.floor(next() * (due - start + 1));
        const from = { at: new Date(start), elapsedMs: 0 };
        const stand = standAt(new Date(now), from, times.levels, calendar, intervals(leave), intervals(pauses));
        const passed = oracle.between(start, now, off);
        const left = offsetsOf(terms).map(({ ms }) => Math.max(0, ms - passed));
        const later = now + below(3000) * MINUTE;
        const resumed = levelsFrom(
          { at: new Date(later), rest: stand.rest },
          calendar,
          intervals(leave),
          intervals(pauses),
        );
        const goesOn = left.map((ms) => oracle.add(later, ms, off));
        const truth = JSON.stringify([expected, passed, left, goesOn]);
        const answer = JSON.stringify([
          found,
          stand.elapsedMs,
          stand.rest.map(({ ms }) => ms),
          resumed.levels.map(({ dueTime }) => dueTime.getTime()),
        ]);
        if (truth !== answer && wrong.length < 5) {
          wrong.push(JSON.stringify({ random, start, leave, pauses, terms, now, later, truth, answer }));
        }
        const met = oracle.meets(start, expected.at(-1)?.[1] as number);
        seen.cases += 1;
        seen.comparisons += 3 * expected.length + 1;
        seen.changes += Number(met.change);
        seen.holidays += Number(met.holiday && random.china);
        seen.pauses += Number(pauses.length > 0);
        seen.leave += Number(leave.length > 0);
        seen.exceptions += Number(Object.keys(random.exceptions).length > 0);
      }
    }
    const report = [
      `cases                          ${seen.cases}`,
      `instants and durations compared ${seen.comparisons}`,
      `differences                    ${wrong.length}`,
      `over a change of the clocks    ${seen.changes}`,
      `over Chinese days off or make-up days ${seen.holidays}`,
      `with pauses                    ${seen.pauses}`,
      `with leave                     ${seen.leave}`,
      `in calendars with exceptions   ${seen.exceptions}`,
      `seed                           ${SEED}`,
      `seconds                        ${Math.round((Date.now() - began) / 1000)}`,
      '',
    ].join('\n');
    if (process.env.FAIRLEAD_CLOCK_REPORT) writeFileSync(process.env.FAIRLEAD_CLOCK_REPORT, report);
    expect(wrong).toEqual([]);
    expect(seen.changes).toBeGreaterThan(CASES / 200);
    expect(seen.holidays).toBeGreaterThan(CASES / 200);
  }, 3_600_000);
});
