import { ALWAYS_OPEN, type WorkCalendar, workingTimeBetween } from '@fairlead/service-kit';
import fc from 'fast-check';
import { levelTimes } from './levels';
import { type ClockPause, type Obligation, openObligation, replaceLevels } from './obligation';
import { cutPause, isFullOfPauses, MAX_PAUSES, pauseAt, pausesSince, withPause } from './paused-clock';

const HOUR = 3_600_000;
const start = new Date('2026-03-02T01:00:00Z');
const at = (hours: number) => new Date(start.getTime() + Math.round(hours * HOUR));
const pause = (from: number, to: number): ClockPause => ({ from: at(from), to: at(to), reason: 'waits' });
const TERMS = {
  kind: 'resolution',
  durationMs: 8 * HOUR,
  reminderFractions: [0.5],
  graceMs: 0,
  escalations: [{ afterMs: 16 * HOUR, role: 'director' as const }],
};
const OFFICE: WorkCalendar = {
  ...ALWAYS_OPEN,
  id: 'office',
  timeZone: 'Asia/Shanghai',
  weekly: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [{ from: '09:00', to: '18:00' }]])),
};

describe('pauses', () => {
  it('are known by their start: the same again, or an older one, is no news', () => {
    const pauses = withPause({}, pause(1, 5)) as ClockPause[];
    expect(withPause({ pauses }, pause(1, 9))).toBeNull();
    expect(withPause({ pauses }, pause(0, 9))).toBeNull();
    const cut = cutPause({ pauses }, at(2)) as ClockPause[];
    expect(cut).toEqual([pause(1, 2)]);
    // Told again after it was cut, the pause does not come back.
    expect(withPause({ pauses: cut }, pause(1, 5))).toBeNull();
    expect(cutPause({ pauses: cut }, at(3))).toBeNull();
  });
  it('do not overlap: the newer one holds', () => {
    expect(withPause({ pauses: [pause(1, 9)] }, pause(3, 4))).toEqual([pause(1, 3), pause(3, 4)]);
  });
  it('hold from their start to just before their end', () => {
    const pauses = [pause(1, 2)];
    expect([0.9, 1, 1.9, 2].map((hours) => pauseAt({ pauses }, at(hours)) !== undefined)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
  it('are folded in time, and the newest is kept to know its repetition by', () => {
    const many = Array.from({ length: MAX_PAUSES }, (_, index) => pause(index, index + 0.5));
    expect(isFullOfPauses({ pauses: many }, at(200))).toBe(true);
    expect(isFullOfPauses({ pauses: many.slice(1) }, at(200))).toBe(false);
    expect(isFullOfPauses({ pauses: [pause(0, 1)] }, at(3 * 365 * 24))).toBe(true);
    expect(pausesSince({ pauses: many }, at(400))).toEqual([many.at(-1)]);
    expect(pausesSince({ pauses: [pause(0, 1), pause(2, 9)] }, at(3))).toEqual([pause(2, 9)]);
  });
  it('shift every level by exactly the working time that they take, and none is due within (property)', () => {
    const given = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 40 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(given, fc.constantFrom(ALWAYS_OPEN, OFFICE), (gaps, calendar) => {
        let hours = 0;
        const pauses = gaps.map(([gap, length]) => {
          hours += gap + length;
          return pause(hours - length, hours);
        });
        const { levels } = levelTimes(start, TERMS, calendar, [], pauses);
        expect(levels.map(({ dueTime }) => workingTimeBetween(start, dueTime, calendar, pauses) / HOUR)).toEqual([
          4, 8, 16,
        ]);
        for (const { dueTime } of levels) {
          // The instant at which a pause begins belongs to the time before as well.
          const within = pauses.some(({ from, to }) => from < dueTime && dueTime < to);
          expect(within).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('other terms', () => {
  const opened = (): Obligation =>
    openObligation({
      kind: 'resolution',
      subject: 'c1',
      key: '1',
      cycle: 1,
      ownerId: 'ann',
      teamId: 'south',
      teamPath: ['south'],
      openTime: start,
      policyId: 'p',
      policyVersion: 1,
      calendarId: 'always',
      calendarVersion: 1,
      times: levelTimes(start, TERMS, ALWAYS_OPEN, []),
      leavesRevision: 0,
    }).state;
  const recorded = (...ids: string[]): Obligation => {
    const state = opened();
    return { ...state, levels: state.levels.map((l) => (ids.includes(l.id) ? { ...l, recordTime: at(1) } : l)) };
  };
  const instead = (obligation: Obligation, terms: object) => {
    const times = levelTimes(start, { ...TERMS, ...terms }, ALWAYS_OPEN, []);
    const { set, events } = replaceLevels(obligation, times, { policyId: 'q' }, { cause: 'policy' });
    expect(events.map(({ type }) => type)).toEqual(['crm.followup.obligation.rescheduled.v1']);
    const { levels = [], dueTime } = set;
    const hours = (time: Date | undefined) => ((time as Date).getTime() - start.getTime()) / HOUR;
    return { due: hours(dueTime), levels: levels.map((l) => [l.id, hours(l.dueTime), l.recordTime !== undefined]) };
  };

  it('bring their own levels from the start', () => {
    expect(instead(opened(), { durationMs: 4 * HOUR, reminderFractions: [], escalations: [] })).toEqual({
      due: 4,
      levels: [['breach', 4, false]],
    });
  });
  it('never bring back what was recorded, nor anything before it', () => {
    const terms = { durationMs: 4 * HOUR, reminderFractions: [0.25, 0.5, 0.75] };
    expect(instead(recorded('reminder-1'), terms).levels).toEqual([
      ['reminder-1', 4, true],
      ['reminder-2', 2, false],
      ['reminder-3', 3, false],
      ['breach', 4, false],
      ['escalation-1', 16, false],
    ]);
    expect(instead(recorded('reminder-1', 'breach'), terms)).toEqual({
      due: 8,
      levels: [
        ['reminder-1', 4, true],
        ['breach', 8, true],
        ['escalation-1', 16, false],
      ],
    });
    expect(instead(recorded('reminder-1', 'breach', 'escalation-1'), terms).levels.every(([, , done]) => done)).toBe(
      true,
    );
  });
});
