import { writeFileSync } from 'node:fs';
import { MinuteOracle } from '../testing/minute-oracle';
import { intervals, RandomClocks, toEngine } from '../testing/random-clocks';
import { levelsFrom, standAt } from './held-clock';
import { levelTimes, offsetsOf } from './levels';

const MINUTE = 60_000;
const CASES = Number(process.env.FAIRLEAD_CLOCK_CASES ?? 5000);
const SEED = Number(process.env.FAIRLEAD_CLOCK_SEED ?? 20_261_128);
const PER_CALENDAR = 500;
const draws = new RandomClocks(SEED);
const { next, below } = draws;

describe('the clock engine', () => {
  it(`equals counting minute by minute in ${CASES} random cases`, () => {
    const began = Date.now();
    const seen = { cases: 0, comparisons: 0, changes: 0, holidays: 0, pauses: 0, leave: 0, exceptions: 0 };
    const wrong: string[] = [];
    while (seen.cases < CASES) {
      const random = draws.calendar();
      const oracle = new MinuteOracle(random);
      const calendar = toEngine(random);
      for (let each = 0; each < PER_CALENDAR && seen.cases < CASES; each += 1) {
        const start = draws.start();
        const [leave, pauses] = [draws.leave(start), draws.pauses(start)];
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
