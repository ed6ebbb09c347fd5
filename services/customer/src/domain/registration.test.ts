import { customer as proto } from '@fairlead/proto';
import type { Change } from '@fairlead/service-kit';
import fc from 'fast-check';
import { commonTeams, MAX_CONTESTS } from './contest';
import { decideContest, fileContest, withdrawContest } from './contest-commands';
import {
  advanceRegistration,
  convertRegistration,
  dueTime,
  extendRegistration,
  isOver,
  newRegistration,
  protects,
  type Registration,
  withdrawRegistration,
} from './registration';
import { DEFAULT_REGISTRATION_POLICY, MAX_EXTENSIONS, type RegistrationPolicy } from './registration-policy';

const { RegistrationState, ContestState } = proto;

const HOUR = 3_600_000;
const START = new Date('2026-06-01T08:00:00Z');
const policy: RegistrationPolicy = {
  ...DEFAULT_REGISTRATION_POLICY,
  protectionMs: 100 * HOUR,
  reminderMs: 20 * HOUR,
  extensions: 2,
  extensionMs: 50 * HOUR,
  contestMs: 10 * HOUR,
};
const after = (hours: number) => new Date(START.getTime() + hours * HOUR);
const who = (ownerId: string, teamId = 'south') => ({ ownerId, teamId, teamPath: ['sales', teamId] });
const prospect = {
  type: proto.CustomerType.CUSTOMER_TYPE_ORGANIZATION,
  displayName: 'Nova',
  country: '',
  region: '',
  city: '',
  phone: '',
  email: '',
  externalRef: '',
  productLine: '',
  expectedCloseDate: '2026-12-01',
  note: 'secret',
};
const fresh = () =>
  newRegistration(prospect, who('ann'), { conflictId: 'c', slot: 0, createdBy: 'user-ann' }, policy, START);
const apply = (registration: Registration, change: Change<Registration> | null) => ({
  registration: { ...registration, ...change?.set } as Registration,
  events: change?.events ?? [],
});
const decider = { teamId: 'south', repId: 'mia' };
const above = { teamId: 'sales', repId: 'cleo' };
const file = (registration: Registration, by: string, id = `contest-${by}`, now = after(1)) =>
  fileContest(
    'r',
    registration,
    who(by, 'north'),
    { id, reason: 'mine', evidence: 'mail', evidenceLink: '' },
    decider,
    policy,
    now,
  );
const reasonOf = (work: () => unknown) => {
  try {
    work();
    return '';
  } catch (error) {
    return (error as { reason?: string }).reason;
  }
};

describe('a registration', () => {
  it('protects for its time, reminds once before its end and then expires once', () => {
    const made = fresh();
    expect([made.protectedUntil, made.remindAt, dueTime(made)]).toEqual([after(100), after(80), after(80)]);
    expect(advanceRegistration('r', made, policy, () => above, after(79))).toBeNull();
    const reminded = apply(
      made,
      advanceRegistration('r', made, policy, () => above, after(80)),
    );
    expect(reminded.events.map(({ type }) => type)).toEqual(['crm.customer.registration.expiring.v1']);
    expect(advanceRegistration('r', reminded.registration, policy, () => above, after(81))).toBeNull();
    expect(dueTime(reminded.registration)).toEqual(after(100));
    expect(protects(reminded.registration, after(100))).toBe(false);
    const over = apply(
      reminded.registration,
      advanceRegistration('r', reminded.registration, policy, () => above, after(100)),
    );
    expect(over.events.map(({ type }) => type)).toEqual(['crm.customer.registration.expired.v1']);
    expect([over.registration.state, dueTime(over.registration)]).toEqual(['REGISTRATION_STATE_EXPIRED', undefined]);
    expect(advanceRegistration('r', over.registration, policy, () => above, after(200))).toBeNull();
  });

  it('is extended as often as the policy allows, and reminds anew', () => {
    let registration = fresh();
    for (const hours of [1, 2]) {
      const change = extendRegistration('r', registration, { evidence: 'e', evidenceLink: '' }, policy, after(hours));
      registration = apply(registration, change).registration;
    }
    expect([registration.protectedUntil, registration.remindAt]).toEqual([after(200), after(180)]);
    const again = (now: Date) => () =>
      extendRegistration('r', registration, { evidence: 'e', evidenceLink: '' }, policy, now);
    expect(reasonOf(again(after(3)))).toBe('EXTENSION_LIMIT');
    expect(reasonOf(again(after(201)))).toBe('REGISTRATION_ENDED');
  });

  it('does not end while it is contested; undecided, it escalates once and then stands', () => {
    const contested = apply(fresh(), file(fresh(), 'nina', 'c1', after(95)));
    expect(contested.registration.state).toBe('REGISTRATION_STATE_CONTESTED');
    expect(protects(contested.registration, after(101))).toBe(true);
    expect(dueTime({ ...contested.registration, remindAt: undefined })).toEqual(after(105));
    const escalated = apply(
      contested.registration,
      advanceRegistration('r', contested.registration, policy, () => above, after(105)),
    );
    expect(escalated.events).toMatchObject([
      { type: 'crm.customer.registration_contest.escalated.v1', data: { deciderId: 'cleo' } },
    ]);
    expect(escalated.registration.contestDue).toEqual(after(115));
    const over = apply(
      escalated.registration,
      advanceRegistration('r', escalated.registration, policy, () => above, after(115)),
    );
    expect(over.registration.contests.map(({ state }) => state)).toEqual(['CONTEST_STATE_LAPSED']);
    expect([over.registration.state, over.registration.ownerId]).toEqual(['REGISTRATION_STATE_EXPIRED', 'ann']);
  });

  it('goes to the contestant with a fresh protection and without what the former registrant wrote', () => {
    let { registration } = apply(fresh(), file(fresh(), 'nina'));
    registration = apply(registration, file(registration, 'pia')).registration;
    const decision = { outcome: ContestState.CONTEST_STATE_TRANSFERRED, reason: 'r', by: 'user-mia' };
    const given = apply(registration, decideContest('r', registration, 'contest-nina', decision, policy, after(5)));
    expect(given.registration).toMatchObject({
      ownerId: 'nina',
      teamPath: ['sales', 'north'],
      state: RegistrationState.REGISTRATION_STATE_ACTIVE,
      protectedUntil: after(105),
      extensions: [],
      slot: -1,
    });
    expect(given.registration.prospect).toMatchObject({ displayName: 'Nova', note: '', expectedCloseDate: '' });
    expect(given.registration.contests.map(({ state }) => state)).toEqual([
      'CONTEST_STATE_TRANSFERRED',
      'CONTEST_STATE_SUPERSEDED',
    ]);
    expect(reasonOf(() => decideContest('r', given.registration, 'contest-nina', decision, policy, after(6)))).toBe(
      'CONTEST_ENDED',
    );
  });

  it('takes one open contest of each contestant, none of its registrant, and a bounded number in its life', () => {
    let { registration } = apply(fresh(), file(fresh(), 'nina'));
    expect(reasonOf(() => file(registration, 'nina', 'second'))).toBe('CONTEST_OPEN');
    expect(reasonOf(() => file(registration, 'ann'))).toBe('OWN_REGISTRATION');
    for (let count = 1; count < MAX_CONTESTS; count += 1) {
      registration = apply(registration, withdrawContest('r', registration, 'nina', after(2))).registration;
      registration = apply(registration, file(registration, 'nina', `again-${count}`)).registration;
    }
    registration = apply(registration, withdrawContest('r', registration, 'nina', after(2))).registration;
    expect(registration.state).toBe('REGISTRATION_STATE_ACTIVE');
    expect(reasonOf(() => file(registration, 'nina', 'last'))).toBe('CONTEST_LIMIT');
    expect(reasonOf(() => withdrawContest('r', registration, 'nina', after(2)))).toBe('CONTEST_NOT_FOUND');
  });

  it('keeps its rules in any order of what can happen to it', () => {
    const step = fc.record({
      kind: fc.constantFrom(
        'extend',
        'withdraw',
        'convert',
        'file',
        'withdrawContest',
        'uphold',
        'transfer',
        'advance',
      ),
      by: fc.constantFrom('ann', 'nina', 'pia'),
      hours: fc.nat({ max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let registration = fresh();
        let hours = 0;
        for (const [index, { kind, by, hours: passed }] of steps.entries()) {
          hours += passed;
          const now = after(hours);
          const before = registration;
          const open = registration.contests.find(({ state }) => state === ContestState.CONTEST_STATE_OPEN);
          const decide = (outcome: proto.ContestState) =>
            decideContest('r', before, open?.id ?? 'none', { outcome, reason: 'r', by: 'm' }, policy, now);
          const ways: Record<typeof kind, () => Change<Registration> | null> = {
            extend: () => extendRegistration('r', before, { evidence: 'e', evidenceLink: '' }, policy, now),
            withdraw: () => withdrawRegistration('r', before, now),
            convert: () => convertRegistration('r', before, 'customer', now),
            file: () => file(before, by, `contest-${index}`, now),
            withdrawContest: () => withdrawContest('r', before, by, now),
            uphold: () => decide(ContestState.CONTEST_STATE_UPHELD),
            transfer: () => decide(ContestState.CONTEST_STATE_TRANSFERRED),
            advance: () => advanceRegistration('r', before, policy, () => above, now),
          };
          try {
            registration = apply(before, ways[kind]()).registration;
          } catch {
            expect(registration).toBe(before);
          }
          const openAfter = registration.contests.filter(({ state }) => state === ContestState.CONTEST_STATE_OPEN);
          // What is over stays over, and holds nothing open.
          if (isOver(before)) expect(registration).toEqual(before);
          if (isOver(registration)) expect([openAfter.length, registration.contestDue]).toEqual([0, undefined]);
          expect(registration.state === 'REGISTRATION_STATE_CONTESTED').toBe(openAfter.length > 0);
          expect(new Set(openAfter.map(({ contestantId }) => contestantId)).size).toBe(openAfter.length);
          expect(registration.extensions.length).toBeLessThanOrEqual(MAX_EXTENSIONS);
          expect(registration.contests.length).toBeLessThanOrEqual(MAX_CONTESTS);
          if (kind === 'advance' && !isOver(registration)) expect(dueTime(registration)! > now).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('finds the teams above both sides, the nearest first', () => {
    expect(commonTeams(['a', 'b', 'c'], ['a', 'b', 'd'])).toEqual(['b', 'a']);
    expect(commonTeams(['a', 'b'], ['a', 'b'])).toEqual(['b', 'a']);
    expect(commonTeams(['a'], ['x', 'a'])).toEqual([]);
  });
});
