import { followup as proto } from '@fairlead/proto';
import { ALWAYS_OPEN, type Change, type Interval, type WorkCalendar, workingTimeBetween } from '@fairlead/service-kit';
import fc from 'fast-check';
import { FIRST_CONTACT_TERMS } from './clock-policy';
import { handOn, holdClock, openLevels, releaseClock } from './handed-obligation';
import { type LevelRest, levelsFrom, restOf } from './held-clock';
import { levelTimes } from './levels';
import { type Obligation, openObligation, recordLevel, rescheduleObligation } from './obligation';

const HOUR = 3_600_000;
const start = new Date('2026-09-24T01:00:00Z');
const at = (hours: number) => new Date(start.getTime() + Math.round(hours * HOUR));
const day = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '18:00' },
];
const OFFICE: WorkCalendar = {
  id: 'office',
  timeZone: 'Asia/Shanghai',
  weekly: { 1: day, 2: day, 3: day, 4: day, 5: day },
  // The national holidays from 1 October on lie in the way.
  holidayRegion: 'CN',
  exceptions: [],
};
const BERLIN: WorkCalendar = {
  ...OFFICE,
  id: 'berlin',
  timeZone: 'Europe/Berlin',
  holidayRegion: 'none',
  weekly: { 1: day, 2: day, 4: day, 6: [{ from: '22:00', to: '24:00' }] },
};
const CLOSED: WorkCalendar = { ...ALWAYS_OPEN, id: 'closed', weekly: {} };

const calendars = fc.constantFrom(ALWAYS_OPEN, OFFICE, BERLIN);
const leaves = fc
  .array(fc.tuple(fc.integer({ min: -100, max: 400 }), fc.integer({ min: 1, max: 90 })), { maxLength: 3 })
  .map((given): Interval[] => given.map(([from, hours]) => ({ from: at(from), to: at(from + hours) })));

const open = (calendar: WorkCalendar, absences: Interval[]): Obligation =>
  openObligation({
    kind: 'first_contact',
    subject: 'l1',
    cycle: 1,
    ownerId: 'ann',
    teamId: 'south',
    teamPath: ['south'],
    openTime: start,
    policyId: 'first-contact',
    policyVersion: 1,
    calendarId: calendar.id,
    calendarVersion: 1,
    times: levelTimes(start, FIRST_CONTACT_TERMS, calendar, absences),
    leavesRevision: 1,
  }).state;
const apply = (obligation: Obligation, change: Change<Obligation> | null): Obligation => {
  const next = { ...obligation, ...change?.set };
  for (const [key, value] of Object.entries(next)) if (value === undefined) delete next[key as keyof typeof next];
  return next;
};
const stand = (rest: LevelRest[]) => ({ rest, elapsedMs: 0 });
const to = (ownerId: string, revision: number) => ({
  ownerId,
  teamId: ownerId === 'ann' ? 'south' : 'north',
  teamPath: ['x'],
  poolId: '',
  cycle: 1,
  revision,
  since: start,
});
const goOnAt = (instant: Date, obligation: Obligation, calendar: WorkCalendar, absences: Interval[]) => {
  const resumed = { at: instant, rest: obligation.held?.rest ?? [] };
  return { resumed, times: levelsFrom(resumed, calendar, absences), leavesRevision: 2 };
};

describe('a clock that stands still', () => {
  it('goes on at the same instant with the very same levels (property)', () => {
    fc.assert(
      fc.property(calendars, leaves, fc.double({ min: 0, max: 300, noNaN: true }), (calendar, absences, hours) => {
        const obligation = open(calendar, absences);
        const now = at(hours);
        const rest = restOf(now, obligation.levels, calendar, absences);
        const { levels } = levelsFrom({ at: now, rest }, calendar, absences);
        const expected = obligation.levels.map(({ id, dueTime }) => ({ id, dueTime: dueTime > now ? dueTime : now }));
        expect(levels).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('has exactly what was left, with whomever it goes on and in whatever calendar (property)', () => {
    const when = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(calendars, calendars, leaves, leaves, when, when, (mine, yours, own, foreign, hours, pause) => {
        const obligation = open(mine, own);
        const [hold, resume] = [at(hours), at(hours + pause)];
        const before = openLevels(obligation).map(({ dueTime }) => workingTimeBetween(hold, dueTime, mine, own));
        const held = apply(
          obligation,
          holdClock(obligation, 'h1', stand(restOf(hold, obligation.levels, mine, own)), hold),
        );
        const calendar = { calendarId: yours.id, calendarVersion: 3 };
        const handed = apply(held, handOn(held, to('bob', 7), calendar, goOnAt(resume, held, yours, foreign)));
        const after = handed.levels.map(({ dueTime }) => workingTimeBetween(resume, dueTime, yours, foreign));
        expect(after).toEqual(before);
        expect(handed).toMatchObject({ ownerId: 'bob', calendarId: yours.id, ownershipRevision: 7 });
        expect(handed.held).toBeUndefined();
        // Told again, it changes nothing.
        expect(handOn(handed, to('bob', 7), calendar, goOnAt(resume, held, yours, foreign))).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('comes back with its remaining time, and levels of before never come again', () => {
    let obligation = open(OFFICE, []);
    obligation = apply(obligation, recordLevel(obligation, 'reminder-1', at(400), []).change);
    const first = obligation.levels[1]?.dueTime as Date;
    const hold = new Date(first.getTime() - 1000);
    const left = openLevels(obligation).map(({ dueTime }) => workingTimeBetween(hold, dueTime, OFFICE, []));
    for (const [ownerId, revision, calendar] of [
      ['bob', 5, BERLIN],
      ['ann', 6, OFFICE],
    ] as const) {
      const current = obligation.calendarId === 'office' ? OFFICE : BERLIN;
      const now = obligation.resumed?.at ?? hold;
      const rest = restOf(now, openLevels(obligation), current, []);
      const held = apply(obligation, holdClock(obligation, 'h1', stand(rest), now));
      expect(recordLevel(held, 'reminder-2', at(9999), []).outcome).toBe(
        proto.RecordLevelOutcome.RECORD_LEVEL_OUTCOME_NOT_DUE,
      );
      expect(rescheduleObligation(held, levelTimes(start, FIRST_CONTACT_TERMS, OFFICE, []), 99)).toBeNull();
      const pin = { calendarId: calendar.id, calendarVersion: 1 };
      const later = new Date(now.getTime() + 77 * HOUR);
      obligation = apply(held, handOn(held, to(ownerId, revision), pin, goOnAt(later, held, calendar, [])));
    }
    const now = obligation.resumed?.at as Date;
    expect(openLevels(obligation).map(({ dueTime }) => workingTimeBetween(now, dueTime, OFFICE, []))).toEqual(left);
    expect(obligation.levels[0]?.recordTime).toEqual(at(400));
    expect(openLevels(obligation)).toHaveLength(3);
  });

  it('is let go by its own handover only, and once', () => {
    const obligation = open(ALWAYS_OPEN, []);
    const held = apply(
      obligation,
      holdClock(obligation, 'h1', stand(restOf(at(3), obligation.levels, ALWAYS_OPEN, [])), at(3)),
    );
    expect(holdClock(held, 'h2', stand([]), at(4))).toBeNull();
    const goingOn = goOnAt(at(5), held, ALWAYS_OPEN, []);
    expect(releaseClock(held, 'h2', goingOn)).toBeNull();
    const free = apply(held, releaseClock(held, 'h1', goingOn));
    expect(free.levels.map(({ dueTime }) => (dueTime.getTime() - start.getTime()) / HOUR)).toEqual([14, 21.2, 26, 30]);
    expect(releaseClock(free, 'h1', goingOn)).toBeNull();
  });

  it('runs on as before where there is no working time at all', () => {
    const { levels } = open(CLOSED, []);
    const rest = restOf(at(1), levels, CLOSED, []);
    expect(levelsFrom({ at: at(1), rest }, CLOSED, []).levels.map(({ dueTime }) => dueTime)).toEqual(
      levels.map(({ dueTime }) => dueTime),
    );
  });
});
