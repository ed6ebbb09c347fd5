import { followup as proto } from '@fairlead/proto';
import { ALWAYS_OPEN, type Change } from '@fairlead/service-kit';
import fc from 'fast-check';
import { FIRST_CONTACT_TERMS, validateTerms } from './clock-policy';
import { levelTimes } from './levels';
import {
  cancelObligation,
  endObligation,
  fulfilObligation,
  nextLevel,
  type Obligation,
  openObligation,
  recordLevel,
  releaseObligation,
  rescheduleObligation,
} from './obligation';
import { supervisorOf } from './organization';

const { ObligationState, RecordLevelOutcome } = proto;
const HOUR = 3_600_000;
const start = new Date('2026-01-05T08:00:00Z');
const at = (hours: number) => new Date(start.getTime() + hours * HOUR);
const times = (leaves: { from: Date; to: Date }[] = []) => levelTimes(start, FIRST_CONTACT_TERMS, ALWAYS_OPEN, leaves);

const opened = () =>
  openObligation({
    kind: 'first_contact',
    subject: 'l1',
    cycle: 1,
    ownerId: 'ann',
    teamId: 'south',
    teamPath: ['sales', 'south'],
    openTime: start,
    policyId: 'first-contact',
    policyVersion: 1,
    calendarId: 'always',
    calendarVersion: 1,
    times: times(),
    leavesRevision: 1,
  });
const LEVELS = ['reminder-1', 'reminder-2', 'breach', 'recycle'];
const apply = (obligation: Obligation, change: Change<Obligation> | null): Obligation => ({
  ...obligation,
  ...change?.set,
});

describe('the first-contact clock', () => {
  it('has its levels at half, four fifths, the end and after the grace', () => {
    const { state } = opened();
    expect(state.levels.map(({ id, dueTime }) => [id, (dueTime.getTime() - start.getTime()) / HOUR])).toEqual([
      ['reminder-1', 12],
      ['reminder-2', 19.2],
      ['breach', 24],
      ['recycle', 28],
    ]);
    expect(state.dueTime).toEqual(at(24));
  });

  it('records levels in order, each once, none before its time', () => {
    let { state } = opened();
    expect(recordLevel(state, 'reminder-1', at(11.9), []).outcome).toBe(
      RecordLevelOutcome.RECORD_LEVEL_OUTCOME_NOT_DUE,
    );
    expect(recordLevel(state, 'breach', at(30), []).outcome).toBe(RecordLevelOutcome.RECORD_LEVEL_OUTCOME_NOT_DUE);
    for (const level of LEVELS) {
      const first = recordLevel(state, level, at(30), [{ repId: 'ann', role: 'owner' }]);
      expect(first.change?.events).toHaveLength(1);
      state = apply(state, first.change);
      const again = recordLevel(state, level, at(30), []);
      expect([again.outcome, again.change]).toEqual([RecordLevelOutcome.RECORD_LEVEL_OUTCOME_RECORDED, null]);
    }
    expect(state.state).toBe(ObligationState.OBLIGATION_STATE_RECYCLING);
    expect(() => recordLevel(state, 'nonsense', at(30), [])).toThrow('no such level');
  });

  it('is not fulfilled any more once the recycling has begun, and is recycled only then', () => {
    let { state } = opened();
    expect(() => endObligation(state, ObligationState.OBLIGATION_STATE_RECYCLED, at(1))).toThrow('has not begun');
    for (const level of LEVELS) state = apply(state, recordLevel(state, level, at(30), []).change);
    expect(fulfilObligation(state, at(30))).toBeNull();
    expect(releaseObligation(state, at(30))?.set.state).toBe(ObligationState.OBLIGATION_STATE_RECYCLED);
  });

  it('moves only what is not recorded when leave comes, once per revision, and says so', () => {
    let { state } = opened();
    state = apply(state, recordLevel(state, 'reminder-1', at(12), []).change);
    const away = times([{ from: at(13), to: at(37) }]);
    const change = rescheduleObligation(state, away, 2);
    expect(change?.events.map(({ type }) => type)).toEqual(['crm.followup.obligation.rescheduled.v1']);
    state = apply(state, change);
    expect(state.levels.map(({ dueTime }) => (dueTime.getTime() - start.getTime()) / HOUR)).toEqual([12, 43.2, 48, 52]);
    expect(rescheduleObligation(state, times(), 2)).toBeNull();
    expect(rescheduleObligation(state, away, 3)).toEqual({ set: { leavesRevision: 3 }, events: [] });
  });

  it('under any order of levels, contact, release and leave ends once, records no level twice and loses no event', () => {
    type Step =
      | { kind: 'level'; level: string; hours: number }
      | { kind: 'contact' | 'release' | 'cancel'; hours: number }
      | { kind: 'leave'; revision: number };
    const hours = fc.integer({ min: 0, max: 40 });
    const step: fc.Arbitrary<Step> = fc.oneof(
      fc.record({ kind: fc.constant('level' as const), level: fc.constantFrom(...LEVELS), hours }),
      fc.record({ kind: fc.constantFrom('contact' as const, 'release' as const, 'cancel' as const), hours }),
      fc.record({ kind: fc.constant('leave' as const), revision: fc.integer({ min: 1, max: 5 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let { state, events } = opened();
        for (const each of steps) {
          const change = changeFor(state, each);
          state = apply(state, change);
          events = [...events, ...(change?.events ?? [])];
        }
        const count = (type: string) =>
          events.filter((event) => event.type === `crm.followup.obligation.${type}.v1`).length;
        const recorded = state.levels.filter(({ recordTime }) => recordTime).map(({ id }) => id);
        expect(count('level_reached')).toBe(recorded.length);
        expect(recorded).toEqual(LEVELS.slice(0, recorded.length));
        const over = state.closeTime !== undefined;
        expect(count('closed')).toBe(over ? 1 : 0);
        expect(nextLevel(state) === undefined).toBe(over || recorded.length === LEVELS.length);
      }),
      { numRuns: 500 },
    );
    function changeFor(state: Obligation, each: Step): Change<Obligation> | null {
      switch (each.kind) {
        case 'level':
          return recordLevel(state, each.level, at(each.hours), []).change;
        case 'contact':
          return fulfilObligation(state, at(each.hours));
        case 'release':
          return releaseObligation(state, at(each.hours));
        case 'cancel':
          return cancelObligation(state, at(each.hours));
        case 'leave':
          return rescheduleObligation(state, times([{ from: at(5), to: at(5 + each.revision) }]), each.revision);
      }
    }
  });
});

describe('what must not stop a clock', () => {
  it('is leave without end', () => {
    const forever = [{ from: at(0), to: new Date('2126-01-01T00:00:00Z') }];
    expect(times(forever).levels.map(({ dueTime }) => dueTime)).toEqual(times().levels.map(({ dueTime }) => dueTime));
  });
  it('is a calendar that is always closed', () => {
    const closed = { ...ALWAYS_OPEN, id: 'closed', weekly: {} };
    expect(levelTimes(start, FIRST_CONTACT_TERMS, closed, []).levels.at(-1)?.dueTime).toEqual(at(28));
  });
});

describe('policies', () => {
  it('have every fault named', () => {
    expect(validateTerms(FIRST_CONTACT_TERMS)).toEqual([]);
    const wrong = { durationMs: -1, graceMs: -1, reminderFractions: [0, 0.5, 0.5, 1, Number.NaN] };
    expect(validateTerms(wrong).map(({ field }) => field)).toEqual([
      'policy.duration',
      'policy.grace',
      'policy.reminder_fractions[0]',
      'policy.reminder_fractions[2]',
      'policy.reminder_fractions[3]',
      'policy.reminder_fractions[4]',
    ]);
    const long = {
      durationMs: 367 * 24 * HOUR,
      graceMs: 367 * 24 * HOUR,
      reminderFractions: Array.from({ length: 9 }, (_, i) => (i + 1) / 10),
    };
    expect(validateTerms(long).map(({ field }) => field)).toEqual([
      'policy.duration',
      'policy.grace',
      'policy.reminder_fractions',
    ]);
  });
});

describe('the supervisor', () => {
  it('is the nearest manager above who is somebody else', () => {
    const [south, sales] = [{ managerId: 'mia' }, { managerId: 'max' }];
    expect(supervisorOf('ann', [south, sales])).toBe('mia');
    expect(supervisorOf('mia', [south, sales])).toBe('max');
    expect(supervisorOf('ann', [{ managerId: '' }, sales])).toBe('max');
    expect(supervisorOf('max', [{ managerId: '' }, sales])).toBe('');
  });
});
