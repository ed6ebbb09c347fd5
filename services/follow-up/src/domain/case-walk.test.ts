import { followup as proto } from '@fairlead/proto';
import { AppError, type Change } from '@fairlead/service-kit';
import fc from 'fast-check';
import { freshCase } from '../testing/fresh-case';
import { type Case, isOpenCase, timeOfCase } from './case';
import { wantedClocks } from './case-clocks';
import {
  assignCase,
  changePriority,
  closeCase,
  continueCase,
  endReopening,
  postponeDispatch,
  remindOfSurvey,
  reopenCase,
  resolveCase,
  respondToCase,
  unassignCase,
  waitForCustomer,
} from './case-commands';
import { absorbCase, endByMerge } from './case-merge';
import { rateCase } from './case-rating';

const { CaseState, CasePriority } = proto;
const HOUR = 3_600_000;
const T0 = Date.parse('2026-03-02T08:00:00Z');
const TIMES = { objectionMs: 10 * HOUR, surveyReminderMs: 4 * HOUR };

type Step = (found: Case, now: Date) => Change<Case> | null;
const agent = (repId: string) => ({ repId, teamId: 'south', teamPath: ['sales', 'south'] });
const later = (now: Date, hours: number) => new Date(now.getTime() + hours * HOUR);
const fresh = () => freshCase('m', new Date(T0));

const STEPS: Record<string, Step> = {
  dispatch: (found) => assignCase('m', found, agent('ann'), 'dispatched'),
  postpone: (found, now) => postponeDispatch('m', found, later(now, 1), 'mia'),
  take: (found) => assignCase('m', found, agent('bob'), 'taken'),
  assign: (found) => assignCase('m', found, agent('cleo'), 'assigned'),
  leaves: (found, now) => unassignCase('m', found, found.assigneeId, { next: later(now, 1), supervisorId: 'max', now }),
  respond: (found, now) => respondToCase('m', found, now),
  wait: (found, now) => waitForCustomer('m', found, later(now, 5), 'A photo', now),
  goOn: (found, now) => continueCase('m', found, 'agent', now),
  timeUp: (found, now) => continueCase('m', found, 'time', now),
  urgent: (found) => changePriority('m', found, CasePriority.CASE_PRIORITY_URGENT),
  resolve: (found, now) => resolveCase('m', found, 'Done', TIMES, '/rate/x', now),
  remind: (found) => remindOfSurvey('m', found, '/rate/x'),
  confirm: (found, now) => closeCase('m', found, 'confirmed', 20 * HOUR, now),
  silence: (found, now) => closeCase('m', found, 'silence', 0, now),
  reopen: (found, now) => reopenCase('m', found, now),
  over: (found) => endReopening(found),
  rate: (found, now) => rateCase('m', found, { cycle: found.cycle, csat: 2, comment: '' }, 2, 'mia', now),
  absorb: (found) => absorbCase('m', found, { _id: 'a', customerId: 'c', startTime: new Date(T0 - HOUR) }),
  merge: (found) => endByMerge('m', found, 'z'),
};

/** A step as the store takes it: what is refused changes nothing. */
function walk(found: Case, step: Step, now: Date): Case {
  try {
    const change = step(found, now);
    return change ? { ...found, ...change.set } : found;
  } catch (error) {
    if (error instanceof AppError) return found;
    throw error;
  }
}

describe('a case on any way', () => {
  it('never waits without an end, never has two ratings of a cycle, and its time says what is due', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.integer({ min: 0, max: 30 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(steps, (way) => {
        let found = fresh();
        let now = new Date(T0);
        for (const [name, hours] of way) {
          now = later(now, hours);
          const before = found;
          found = walk(found, STEPS[name] as Step, now);
          const { state, waiting, cycle } = found;
          expect(timeOfCase(found)).toEqual({ live: found.live, advanceTime: found.advanceTime });
          expect(waiting !== undefined).toBe(state === CaseState.CASE_STATE_WAITING_FOR_CUSTOMER);
          if (waiting) expect(found.advanceTime).toEqual(waiting.until);
          if (isOpenCase(found) && state !== CaseState.CASE_STATE_NEW) expect(found.assigneeId).not.toBe('');
          if (state === CaseState.CASE_STATE_NEW) expect(found.assigneeId).toBe('');
          if (state === CaseState.CASE_STATE_ASSIGNED) expect(found.responseTime).toBeUndefined();
          if (isOpenCase(found)) expect(found.live).toBe(true);
          // What was merged stays so; the start only moves back, the cycle only forward.
          if (before.state === CaseState.CASE_STATE_MERGED) expect(state).toBe(CaseState.CASE_STATE_MERGED);
          expect(found.startTime.getTime()).toBeLessThanOrEqual(before.startTime.getTime());
          expect(cycle - before.cycle === 0 || cycle - before.cycle === 1).toBe(true);
          expect(new Set(found.ratings.map((rating) => rating.cycle)).size).toBe(found.ratings.length);
          const clocks = wantedClocks(found);
          expect(clocks).toHaveLength(cycle + 1);
          expect(clocks.filter((clock) => clock.kind === 'resolution' && clock.state === 'running')).toHaveLength(
            isOpenCase(found) ? 1 : 0,
          );
          // The same step again changes nothing more, but for another agent or a longer wait.
          if (!['wait', 'assign', 'postpone', 'resolve'].includes(name)) {
            expect(walk(found, STEPS[name] as Step, now).state).toBe(found.state);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
