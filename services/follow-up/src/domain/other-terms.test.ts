import { MinuteOracle } from '../testing/minute-oracle';
import { intervals, RandomClocks, toEngine } from '../testing/random-clocks';
import { standAt } from './held-clock';
import { levelTimes, offsetsOf } from './levels';
import { openObligation } from './obligation';
import { onOtherTerms } from './other-terms';

const MINUTE = 60_000;
const CALENDARS = 12;
const PER_CALENDAR = 40;

/** A policy that comes to count in another calendar, against counting minute by minute in that one. */
describe('a clock on terms with another calendar', () => {
  it('has the levels that it would have had from its start; handed over, what was left (property)', () => {
    const draws = new RandomClocks(33);
    const wrong: string[] = [];
    let compared = 0;
    for (let each = 0; each < CALENDARS; each += 1) {
      const [formerly, then] = [draws.calendar(), draws.calendar()];
      const [oracle, formerOracle] = [new MinuteOracle(then), new MinuteOracle(formerly)];
      const [former, calendar] = [toEngine(formerly), toEngine(then)];
      for (let round = 0; round < PER_CALENDAR; round += 1) {
        const start = draws.start();
        const openTime = new Date(start);
        const [leave, pauses] = [draws.leave(start), draws.pauses(start)];
        const off = [...leave, ...pauses];
        const termsOf = (minutes: number) => ({
          kind: 'silence',
          durationMs: (1 + draws.below(minutes)) * MINUTE,
          reminderFractions: [0.5],
          graceMs: 0,
        });
        const before = termsOf(1500);
        // Only the calendar, or the time as well.
        const after = { ...(draws.next() < 0.5 ? before : termsOf(1500)), calendarId: 'then' };
        const times = levelTimes(openTime, before, former, intervals(leave), intervals(pauses));
        const { state } = openObligation({
          kind: 'silence',
          subject: 's',
          key: '1',
          cycle: 1,
          ownerId: 'ann',
          teamId: 'south',
          teamPath: ['south'],
          openTime,
          policyId: 'p',
          policyVersion: 1,
          calendarId: 'former',
          calendarVersion: 1,
          leavesRevision: 1,
          pauses: intervals(pauses).map((pause) => ({ ...pause, reason: '' })),
          times,
        });
        const pins = { policyVersion: 2, calendarId: 'then', calendarVersion: 4 };
        const terms = { pins, before, after, calendar };
        const changed = onOtherTerms(state, terms, intervals(leave), 'published').set;
        // The same clock after a handover, somewhere on its way.
        const breach = times.levels[1]?.dueTime.getTime() as number;
        const at = start + Math.floor(draws.next() * (breach - start + 1));
        const from = { at: openTime, elapsedMs: 0 };
        const stand = standAt(new Date(at), from, times.levels, former, intervals(leave), intervals(pauses));
        const resumed = { at: new Date(at), ...stand };
        const handed = onOtherTerms({ ...state, resumed }, terms, intervals(leave), 'published').set;
        const passed = formerOracle.between(start, at, off);
        const truth = [
          offsetsOf(after).map(({ ms }) => oracle.add(start, ms, off)),
          offsetsOf(after).map(({ ms }) => oracle.add(at, Math.max(0, ms - passed), off)),
        ];
        const answer = [changed, handed].map(({ levels = [] }) => levels.map(({ dueTime }) => dueTime.getTime()));
        const kept = [changed, handed].every(
          (set) => set.calendarId === 'then' && set.calendarVersion === 4 && set.policyVersion === 2,
        );
        if ((JSON.stringify(truth) !== JSON.stringify(answer) || !kept) && wrong.length < 3)
          wrong.push(JSON.stringify({ start, at, before, after, truth, answer }));
        compared += 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBe(CALENDARS * PER_CALENDAR);
  }, 300_000);
});
