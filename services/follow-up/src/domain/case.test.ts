import { followup as proto } from '@fairlead/proto';
import type { AppError, Change } from '@fairlead/service-kit';
import { freshCase } from '../testing/fresh-case';
import { type Case, MAX_CYCLES, MAX_MERGED, NEVER } from './case';
import { clockSummary, wantedClocks } from './case-clocks';
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
  waitForCustomer,
} from './case-commands';
import { absorbCase, endByMerge } from './case-merge';
import { rateCase } from './case-rating';
import { caseFilter, caseScope, mayManage, mayWorkOn, seesCase } from './case-sight';

const { CaseState, CaseLevel, CasePriority } = proto;
const HOUR = 3_600_000;
const T0 = new Date('2026-03-02T08:00:00Z');
const at = (hours: number) => new Date(T0.getTime() + hours * HOUR);
const ann = { repId: 'ann', teamId: 'south', teamPath: ['sales', 'south'] };
const TIMES = { objectionMs: 5 * 24 * HOUR, surveyReminderMs: 3 * 24 * HOUR };

const fresh = (rest: Partial<Case> = {}): Case => ({
  ...freshCase('a', T0),
  ...rest,
});
const after = (found: Case, change: Change<Case> | null): Case => ({ ...found, ...change?.set });
const typesOf = (change: Change<Case> | null) => change?.events.map(({ type }) => type.split('.')[3]) ?? [];
const reasonOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as AppError).reason;
  }
  return undefined;
};
const assigned = () => after(fresh(), assignCase('a', fresh(), ann, 'dispatched'));
const inProgress = () => after(assigned(), respondToCase('a', assigned(), at(1)));
const resolved = (from = inProgress(), now = at(3)) =>
  after(from, resolveCase('a', from, 'Done', TIMES, '/rate/x', now));
const closed = () => after(resolved(), closeCase('a', resolved(), 'confirmed', 14 * 24 * HOUR, at(5)));

describe('the way of a case', () => {
  it('goes from new to closed, with what is due by itself on the way', () => {
    expect(fresh()).toMatchObject({ state: 'CASE_STATE_NEW', live: true, advanceTime: T0 });
    expect(assigned()).toMatchObject({ state: 'CASE_STATE_ASSIGNED', assigneeId: 'ann', advanceTime: undefined });
    expect(inProgress()).toMatchObject({ state: 'CASE_STATE_IN_PROGRESS', responseTime: at(1), live: true });
    expect(resolved()).toMatchObject({ state: 'CASE_STATE_RESOLVED', advanceTime: at(3 + 72), objectionEnd: at(123) });
    const reminded = after(resolved(), remindOfSurvey('a', resolved(), '/rate/x'));
    expect(reminded.advanceTime).toEqual(at(123));
    expect(closed()).toMatchObject({ state: 'CASE_STATE_CLOSED', closeTime: at(5), live: true });
    const over = after(closed(), remindOfSurvey('a', closed(), ''));
    expect(after(over, endReopening(over))).toMatchObject({ live: false, advanceTime: undefined });
    expect(closeCase('a', closed(), 'confirmed', 1, at(6))).toBeNull();
  });

  it('is dispatched or taken by one only; a manager may pass it on', () => {
    const bob = { ...ann, repId: 'bob' };
    expect(assignCase('a', assigned(), bob, 'dispatched')).toBeNull();
    expect(reasonOf(() => assignCase('a', assigned(), bob, 'taken'))).toBe('CASE_TAKEN');
    expect(assignCase('a', assigned(), ann, 'taken')).toBeNull();
    const passed = assignCase('a', inProgress(), bob, 'assigned');
    expect(after(inProgress(), passed)).toMatchObject({ assigneeId: 'bob', state: 'CASE_STATE_IN_PROGRESS' });
    expect(passed?.events[0]?.data).toMatchObject({ how: 'assigned', recipients: [{ repId: 'bob', role: 'agent' }] });
    expect(reasonOf(() => assignCase('a', closed(), bob, 'assigned'))).toBe('CASE_STATE');
  });

  it('tells the supervisor once that nobody can take it, and is tried again', () => {
    const first = postponeDispatch('a', fresh(), at(1), 'mia');
    expect(typesOf(first)).toEqual(['undispatched']);
    const waiting = after(fresh(), first);
    expect(waiting.advanceTime).toEqual(at(1));
    expect(typesOf(postponeDispatch('a', waiting, at(2), 'mia'))).toEqual([]);
    expect(postponeDispatch('a', assigned(), at(2), 'mia')).toBeNull();
  });

  it('waits for the customer until a time, and goes on', () => {
    const waiting = after(inProgress(), waitForCustomer('a', inProgress(), at(50), 'Photo', at(2)));
    expect(waiting).toMatchObject({ state: 'CASE_STATE_WAITING_FOR_CUSTOMER', advanceTime: at(50) });
    const longer = after(waiting, waitForCustomer('a', waiting, at(60), 'Photo', at(3)));
    expect(longer.waiting).toEqual({ from: at(3), until: at(60), reason: 'Photo' });
    expect(after(longer, continueCase('a', longer, 'contact', at(4)))).toMatchObject({
      waiting: undefined,
      advanceTime: undefined,
    });
    expect(continueCase('a', inProgress(), 'time', at(4))).toBeNull();
    expect(reasonOf(() => waitForCustomer('a', assigned(), at(9), 'x', at(2)))).toBe('CASE_STATE');
    expect(reasonOf(() => continueCase('a', closed(), 'agent', at(4)))).toBe('CASE_STATE');
  });

  it('is answered once, also by being resolved', () => {
    expect(respondToCase('a', inProgress(), at(2))).toBeNull();
    expect(resolved(assigned(), at(4))).toMatchObject({ responseTime: at(4), resolveTime: at(4) });
    expect(reasonOf(() => resolveCase('a', fresh(), 'x', TIMES, '', at(1)))).toBe('CASE_STATE');
    expect(reasonOf(() => respondToCase('a', fresh(), at(1)))).toBe('CASE_STATE');
  });

  it('is reopened within the window, at most so often', () => {
    expect(after(closed(), reopenCase('a', closed(), at(9)))).toMatchObject({
      state: 'CASE_STATE_IN_PROGRESS',
      cycle: 2,
      cycleTime: at(9),
      reopenUntil: undefined,
    });
    expect(after(resolved(), reopenCase('a', resolved(), at(9))).cycle).toBe(2);
    expect(reasonOf(() => reopenCase('a', closed(), at(5 + 14 * 24)))).toBe('REOPENING_OVER');
    expect(reasonOf(() => reopenCase('a', { ...closed(), cycle: MAX_CYCLES }, at(9)))).toBe('TOO_MANY_CYCLES');
    expect(reasonOf(() => reopenCase('a', inProgress(), at(9)))).toBe('CASE_STATE');
  });

  it('changes its priority while it is open', () => {
    const change = changePriority('a', fresh(), CasePriority.CASE_PRIORITY_URGENT);
    expect(change?.events[0]?.data).toMatchObject({ from: 'CASE_PRIORITY_NORMAL', priority: 'CASE_PRIORITY_URGENT' });
    expect(changePriority('a', fresh(), CasePriority.CASE_PRIORITY_NORMAL)).toBeNull();
    expect(reasonOf(() => changePriority('a', closed(), CasePriority.CASE_PRIORITY_LOW))).toBe('CASE_STATE');
  });
});

describe('clocks of a case', () => {
  it('are the first response and one resolution a cycle', () => {
    expect(wantedClocks(fresh()).map(({ kind, cycle, state }) => [kind, cycle, state])).toEqual([
      ['first_response', 1, 'running'],
      ['resolution', 1, 'running'],
    ]);
    const second = after(closed(), reopenCase('a', closed(), at(9)));
    expect(wantedClocks(second).map(({ kind, cycle, state }) => [kind, cycle, state])).toEqual([
      ['first_response', 1, 'fulfilled'],
      ['resolution', 1, 'fulfilled'],
      ['resolution', 2, 'running'],
    ]);
    expect(wantedClocks(second).at(-1)?.openTime).toEqual(at(9));
    expect(wantedClocks(resolved()).map(({ state }) => state)).toEqual(['fulfilled', 'fulfilled']);
    const merged = after(assigned(), endByMerge('a', assigned(), 'b'));
    expect(wantedClocks(merged).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
  });

  it('say how far it has come', () => {
    const clock = (levels: [string, string?][], dueTime = at(8), state = 'OBLIGATION_STATE_OPEN') => ({
      state: state as proto.ObligationState,
      dueTime,
      levels: levels.map(([id, role]) => ({
        id,
        dueTime: at(1),
        recordTime: at(1),
        recipients: role ? [{ repId: 'x', role: role as 'owner' }] : [],
      })),
    });
    expect(clockSummary([])).toEqual({ level: CaseLevel.CASE_LEVEL_IN_TIME, dueTime: NEVER });
    expect(clockSummary([clock([['reminder-1']])]).level).toBe(CaseLevel.CASE_LEVEL_DUE_SOON);
    expect(clockSummary([clock([['breach']], at(8)), clock([], at(4))])).toEqual({
      level: CaseLevel.CASE_LEVEL_BREACHED,
      dueTime: at(4),
    });
    expect(clockSummary([clock([['breach'], ['escalation-1', 'director']])]).level).toBe(CaseLevel.CASE_LEVEL_DIRECTOR);
    expect(clockSummary([clock([['breach']], at(8), 'OBLIGATION_STATE_FULFILLED')]).level).toBe(
      CaseLevel.CASE_LEVEL_IN_TIME,
    );
  });
});

describe('merging', () => {
  const other = (id: string, rest: Partial<Case> = {}) => ({ ...fresh(rest), _id: id });

  it('keeps the earliest start and both links', () => {
    const change = absorbCase('b', assigned(), other('a', { startTime: at(-5) }));
    expect(change?.set).toMatchObject({ mergedFrom: ['a'], startTime: at(-5), cycleTime: at(-5) });
    expect(absorbCase('b', after(assigned(), change), other('a'))).toBeNull();
    expect(after(fresh(), endByMerge('a', fresh(), 'b'))).toMatchObject({
      state: CaseState.CASE_STATE_MERGED,
      mergedInto: 'b',
      live: false,
    });
    const reopened = { ...after(closed(), reopenCase('b', closed(), at(9))) };
    expect(absorbCase('b', reopened, other('a', { startTime: at(-5) }))?.set).toMatchObject({ cycleTime: at(9) });
  });

  it('has one end when two are merged into each other at once', () => {
    const a = after(fresh(), absorbCase('a', fresh(), other('b')));
    const b = after(fresh(), absorbCase('b', fresh(), other('a')));
    // Whichever looks first: b goes on in a.
    expect(endByMerge('a', a, 'b')).toBeNull();
    expect(after(b, endByMerge('b', b, 'a'))).toMatchObject({ mergedInto: 'a', mergedFrom: [] });
  });

  it('refuses what is over, and too many', () => {
    expect(reasonOf(() => absorbCase('b', closed(), other('a')))).toBe('CASE_STATE');
    const full = fresh({ mergedFrom: Array.from({ length: MAX_MERGED }, (_, index) => `m${index}`) });
    expect(reasonOf(() => absorbCase('b', full, other('a')))).toBe('TOO_MANY_MERGED');
    expect(endByMerge('a', closed(), 'b')).toBeNull();
  });
});

describe('rating', () => {
  const given = { cycle: 1, csat: 2, comment: 'Slow' };

  it('counts once; the same again is the same, another one is refused', () => {
    const change = rateCase('a', resolved(), given, 2, 'mia', at(9));
    expect(change?.events[0]?.data).toMatchObject({ csat: 2, poor: true });
    const rated = after(resolved(), change);
    expect(rateCase('a', rated, given, 2, 'mia', at(10))).toBeNull();
    expect(reasonOf(() => rateCase('a', rated, { ...given, csat: 5 }, 2, 'mia', at(10)))).toBe('ALREADY_RATED');
    expect(rateCase('a', rated, { ...given, cycle: 2 }, 2, 'mia', at(10))).not.toBeNull();
  });

  it('is poor up to the setting, never for an improvement', () => {
    const poor = (csat: number, setting: number, rest: Partial<Case> = {}) =>
      rateCase('a', { ...resolved(), ...rest }, { ...given, csat }, setting, 'mia', at(9))?.set.ratings?.[0]?.poor;
    expect([poor(3, 2), poor(2, 2), poor(1, 0), poor(1, 2, { subtype: 'improvement' })]).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });
});

describe('who sees a case', () => {
  const person = (roles: string[], rep?: string, team?: string) =>
    ({ sub: 's', name: '', roles, ...(rep ? { rep } : {}), ...(team ? { team } : {}) }) as Parameters<
      typeof caseScope
    >[0];
  const mine = assigned();

  it.each([
    ['its agent', person(['rep'], 'ann', 'south'), [], true],
    ['the owner of the customer', person(['rep'], 'olga', 'south'), [], true],
    ['a colleague', person(['rep'], 'bob', 'south'), ['service'], false],
    ['the manager of the team', person(['manager'], 'mia', 'south'), [], true],
    ['the manager above', person(['manager'], 'max', 'sales'), [], true],
    ['another manager', person(['manager'], 'nora', 'north'), [], false],
    ['a partner', person(['partner'], 'ann'), ['service'], false],
    ['an admin', person(['admin']), [], true],
    ['an operator', person(['operator']), [], true],
  ])('%s', (_, principal, skills, sees) => {
    expect(seesCase(caseScope(principal, skills), mine)).toBe(sees);
  });

  it('a service agent sees what nobody has yet, if the skills suffice', () => {
    const bob = person(['rep'], 'bob', 'north');
    expect(seesCase(caseScope(bob, ['service']), fresh())).toBe(true);
    expect(seesCase(caseScope(bob, ['service']), fresh({ skill: 'pumps' }))).toBe(false);
    expect(seesCase(caseScope(bob, []), fresh())).toBe(false);
    expect(caseFilter(caseScope(bob, []))).toEqual({ $or: [{ assigneeId: 'bob' }, { ownerId: 'bob' }] });
    expect(caseFilter(caseScope(person(['partner'], 'p'), []))).toBeNull();
  });

  it('works on it as agent, manager above or admin', () => {
    expect(mayWorkOn(person(['rep'], 'ann', 'south'), mine)).toBe(true);
    expect(mayWorkOn(person(['rep'], 'olga', 'south'), mine)).toBe(false);
    expect(mayWorkOn(person(['operator']), mine)).toBe(false);
    expect(mayManage(person(['manager'], 'mia', 'south'), mine)).toBe(true);
    expect(mayManage(person(['manager'], 'ann', 'north'), mine)).toBe(false);
    expect(mayManage(person(['rep'], 'ann', 'south'), mine)).toBe(false);
  });
});
