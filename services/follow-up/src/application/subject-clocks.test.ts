import { randomUUID } from 'node:crypto';
import { followup as proto } from '@fairlead/proto';
import { failureOf } from '@fairlead/service-kit/dist/testing';
import { type Installation, startInstallation } from '../testing/installation';
import { useCasesOf } from '../testing/use-cases';
import { recordLevelOf } from './record-level';
import { rescheduleOf } from './reschedule-obligations';
import { endClock, openClock, pauseClock, rechooseClock, reownClock, resumeClock } from './subject-clocks';

const HOUR = 3_600_000;
const { ObligationState, RecordLevelOutcome } = proto;
const start = new Date('2026-03-02T08:00:00Z');
const at = (hours: number) => new Date(start.getTime() + hours * HOUR);
const context = (hours: number) => ({ now: at(hours), actor: 'service:test' });

/** The clocks of complaints, on the real store. */
describe('clocks of a subject', () => {
  let installed: Installation;
  let deps: ReturnType<typeof useCasesOf>;
  beforeAll(async () => {
    installed = await startInstallation();
    deps = useCasesOf(installed);
    installed.neighbours.addTeam('top', ['top'], { managerId: 'zoe' });
    installed.neighbours.addTeam('north', ['top', 'north'], { managerId: 'nia' });
    installed.neighbours.addRep('nick', 'north');
  }, 60_000);
  afterAll(() => installed.stop());

  const opening = (overrides: object = {}) => ({
    kind: 'resolution',
    subject: randomUUID() as string,
    key: '1',
    cycle: 1,
    ownerId: 'ann',
    teamId: 'south',
    teamPath: ['sales', 'south'],
    openTime: start,
    facts: { caseKind: 'COMPLAINT', priority: 'NORMAL' },
    ...overrides,
  });
  const open = async (overrides: object = {}) => {
    const doc = await openClock(deps, opening(overrides), context(0));
    if (!doc) throw new Error('no policy');
    return doc;
  };
  const hours = ({ levels }: { levels: { id: string; dueTime: Date }[] }) =>
    Object.fromEntries(levels.map(({ id, dueTime }) => [id, (dueTime.getTime() - start.getTime()) / HOUR]));

  it('are opened once, on the policy that fits, and not at all where none does', async () => {
    const given = opening();
    const [first, again] = await Promise.all([0, 1].map(() => openClock(deps, given, context(0))));
    expect(again?._id).toBe(first?._id);
    expect(first).toMatchObject({
      _id: `resolution:${given.subject}:1`,
      policyId: 'complaint-resolution',
      policyVersion: 1,
    });
    expect(hours(first as never)).toEqual({
      'reminder-1': 4,
      'reminder-2': 6.4,
      breach: 8,
      'escalation-1': 8,
      'escalation-2': 16,
      'escalation-3': 24,
    });
    expect(await openClock(deps, opening({ facts: {} }), context(0))).toBeNull();
    expect(await openClock(deps, opening({ kind: 'silence', facts: { valueLevel: 'LOW' } }), context(0))).toBeNull();
  });

  it("run in the calendar that their policy names, whoever has them, and in the team's when it names none", async () => {
    const { calendars, policies } = installed.at.client;
    const slots = [{ from: '09:00', to: '17:00' }];
    const calendar = (id: string) =>
      calendars.createCalendar(
        {
          calendar: proto.Calendar.fromPartial({ id, displayName: id, timeZone: 'UTC', weekdays: [{ day: 1, slots }] }),
          requestId: randomUUID(),
        },
        installed.as.admin,
      );
    await Promise.all(['mondays', 'desk-hours'].map(calendar));
    installed.neighbours.addTeam('desk', ['top', 'desk'], { managerId: 'nia', calendarId: 'desk-hours' });
    installed.neighbours.addRep('dan', 'desk');
    const policy = (id: string, priority: string, calendarId: string) =>
      policies.createClockPolicy(
        {
          policy: proto.ClockPolicy.fromPartial({
            id,
            kind: 'resolution',
            duration: { seconds: 3600n, nanos: 0 },
            priorities: [priority],
            priority: 5,
            calendarId,
          }),
          requestId: randomUUID(),
        },
        installed.as.admin,
      );
    await policy('monday-cases', 'LOW', 'mondays');
    await policy('any-hour', 'HIGH', 'always');
    const facts = (priority: string) => ({ caseKind: 'COMPLAINT', priority });
    const north = { ownerId: 'nick', teamId: 'north', teamPath: ['top', 'north'] };
    const desk = { ownerId: 'dan', teamId: 'desk', teamPath: ['top', 'desk'] };
    // 2026-03-02 is a Monday; it is 08:00.
    const named = await open({ facts: facts('LOW'), ...desk });
    expect([named.calendarId, hours(named).breach]).toEqual(['mondays', 2]);
    const elsewhere = await reownClock(deps, named._id, north, at(1.5), context(1.5));
    expect([elsewhere.calendarId, elsewhere.calendarVersion, hours(elsewhere).breach]).toEqual(['mondays', 1, 2]);
    // Another policy that names another calendar, and one that names none: from the start, as other terms are.
    const urgent = await rechooseClock(deps, named._id, facts('HIGH'), at(1.6), context(1.6));
    expect([urgent.policyId, urgent.calendarId]).toEqual(['any-hour', 'always']);
    const normal = await open({ facts: facts('HIGH'), ...desk });
    expect([normal.calendarId, hours(normal).breach]).toEqual(['always', 1]);
    const teams = await rechooseClock(deps, normal._id, facts('NORMAL'), at(0.1), context(0.1));
    expect([teams.policyId, teams.calendarId, hours(teams).breach]).toEqual(['complaint-resolution', 'desk-hours', 9]);
    const moved = await reownClock(deps, normal._id, north, at(0.2), context(0.2));
    expect(moved.calendarId).toBe('always');
  });

  it('stand still while the customer is waited for, and go on by themselves or when told', async () => {
    const { _id } = await open();
    const pause = { from: at(1), to: at(25), reason: 'a photo' };
    const paused = await pauseClock(deps, _id, pause, context(1));
    expect(hours(paused)).toMatchObject({ 'reminder-1': 28, breach: 32 });
    expect(await pauseClock(deps, _id, pause, context(2))).toMatchObject({ revision: paused.revision });
    const early = await recordLevelOf(deps as never, _id, 'reminder-1', context(20));
    expect(early.outcome).toBe(RecordLevelOutcome.RECORD_LEVEL_OUTCOME_NOT_DUE);
    const resumed = await resumeClock(deps, _id, at(11), context(11));
    expect(hours(resumed)).toMatchObject({ 'reminder-1': 14, breach: 18, 'escalation-3': 34 });
    expect((await resumeClock(deps, _id, at(12), context(12))).revision).toBe(resumed.revision);
    // The event of the pause that comes again does not stop it again.
    expect((await pauseClock(deps, _id, pause, context(13))).revision).toBe(resumed.revision);
  });

  it('always go on: a pause has an end within 90 days, after its start', async () => {
    const { _id } = await open();
    const days = (count: number) => ({ from: at(0), to: at(count * 24), reason: '' });
    expect(await failureOf(pauseClock(deps, _id, days(91), context(0)))).toMatchObject({ reason: 'PAUSE_TOO_LONG' });
    expect((await failureOf(pauseClock(deps, _id, days(-1), context(0)))).fields).toEqual(['until']);
    expect(hours(await pauseClock(deps, _id, days(90), context(0)))).toMatchObject({ breach: 90 * 24 + 8 });
  });

  it('may stand still any number of times, with what passed between counted exactly', async () => {
    const { _id } = await open();
    const pauseOf = (count: number) => ({ from: at(count * 0.02 - 0.01), to: at(count * 0.02), reason: '' });
    const before = Array.from({ length: 98 }, (_, index) => pauseOf(index + 1));
    await deps.obligations.store.change(_id, () => ({ set: { pauses: before }, events: [] }), context(2));
    let doc = await deps.obligations.get(_id, { kind: 'all' });
    for (let count = 99; count <= 120; count += 1) {
      doc = await pauseClock(deps, _id, pauseOf(count), context(count * 0.02));
      expect(doc.pauses?.length).toBeLessThanOrEqual(100);
    }
    const due = hours(doc) as Record<string, number>;
    expect(due.breach).toBeCloseTo(8 + 120 * 0.01, 6);
    expect(due['escalation-3']).toBeCloseTo(24 + 120 * 0.01, 6);
  }, 30_000);

  it('go to another person with what is left, in the calendar of that one’s team', async () => {
    const { _id } = await open();
    await pauseClock(deps, _id, { from: at(1), to: at(3), reason: '' }, context(1));
    await recordLevelOf(deps as never, _id, 'reminder-1', context(6));
    const owner = { ownerId: 'nick', teamId: 'north', teamPath: ['top', 'north'] };
    const moved = await reownClock(deps, _id, owner, at(7), context(7));
    expect(moved).toMatchObject({ ...owner, resumed: { at: at(7), elapsedMs: 5 * HOUR } });
    expect(hours(moved)).toMatchObject({ 'reminder-1': 6, 'reminder-2': 8.4, breach: 10, 'escalation-3': 26 });
    expect((await reownClock(deps, _id, owner, at(8), context(8))).revision).toBe(moved.revision);
  });

  it('run on other terms from their start when the subject changes; what was recorded never comes again', async () => {
    const urgent = {
      kind: 'resolution',
      durationMs: 2 * HOUR,
      reminderFractions: [0.5, 0.75],
      graceMs: 0,
      escalations: [{ afterMs: 3 * HOUR, role: 'executive' as const }],
      conditions: { priorities: ['URGENT'] },
      priority: 5,
      active: true,
      version: 1,
      commandKey: randomUUID(),
    };
    await deps.policies.store.create(`urgent-${randomUUID().slice(0, 8)}`, urgent as never, [], context(0));
    const facts = { caseKind: 'COMPLAINT', priority: 'URGENT' };
    const { _id } = await open();
    await recordLevelOf(deps as never, _id, 'reminder-1', context(4));
    const owner = { ownerId: 'nick', teamId: 'north', teamPath: ['top', 'north'] };
    await reownClock(deps, _id, owner, at(4.5), context(4.5));
    const changed = await rechooseClock(deps, _id, facts, at(5), context(5));
    expect(changed.policyId).toMatch(/^urgent-/);
    // All of it has passed: it is due from the moment it has been going on.
    expect(hours(changed)).toEqual({ 'reminder-1': 4, 'reminder-2': 4.5, breach: 4.5, 'escalation-1': 4.5 });
    expect((await rechooseClock(deps, _id, facts, at(6), context(6))).revision).toBe(changed.revision);
    const { doc } = await recordLevelOf(deps as never, _id, 'reminder-2', context(6));
    expect(doc.levels.map(({ recordTime }) => recordTime !== undefined)).toEqual([true, true, false, false]);
    const fresh = await open();
    expect(hours(await rechooseClock(deps, fresh._id, facts, at(1), context(1)))).toEqual({
      'reminder-1': 1,
      'reminder-2': 1.5,
      breach: 2,
      'escalation-1': 3,
    });
    expect((await rechooseClock(deps, fresh._id, {}, at(1), context(1))).policyId).toMatch(/^urgent-/);
  });

  it('tell the next above at each step, the topmost where the tree is too small', async () => {
    const owner = { ownerId: 'nick', teamId: 'north', teamPath: ['top', 'north'] };
    const { _id } = await open(owner);
    const told = async (level: string) => {
      const { doc } = await recordLevelOf(deps as never, _id, level, context(30));
      return doc.levels.find(({ id }) => id === level)?.recipients.map(({ repId, role }) => `${repId} ${role}`);
    };
    expect(await told('reminder-1')).toEqual(['nick owner']);
    expect(await told('reminder-2')).toEqual(['nick owner']);
    expect(await told('breach')).toEqual(['nick owner']);
    expect(await told('escalation-1')).toEqual(['nia supervisor']);
    expect(await told('escalation-2')).toEqual(['zoe director']);
    expect(await told('escalation-3')).toEqual(['zoe executive']);
  });

  it('end once, and nothing moves them any more', async () => {
    const { _id } = await open();
    expect(await endClock(deps, _id, ObligationState.OBLIGATION_STATE_FULFILLED, context(1))).toBe(true);
    expect(await endClock(deps, _id, ObligationState.OBLIGATION_STATE_CANCELLED, context(2))).toBe(false);
    expect(await endClock(deps, 'resolution:x:1', ObligationState.OBLIGATION_STATE_CANCELLED, context(2))).toBe(false);
    const ended = await pauseClock(deps, _id, { from: at(3), to: at(4), reason: '' }, context(3));
    expect(ended).toMatchObject({ state: 'OBLIGATION_STATE_FULFILLED' });
    expect(ended.pauses).toBeUndefined();
    expect(await failureOf(resumeClock(deps, 'resolution:x:1', at(1), context(1)))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('of a complaint run on while the owner is on leave, those of a customer do not', async () => {
    installed.neighbours.addRep('lea', 'south');
    installed.neighbours.setLeaves('lea', [{ from: at(0), to: at(24) }]);
    const owner = { ownerId: 'lea' };
    expect(hours(await open(owner))).toMatchObject({ breach: 8 });
    const silence = await open({ ...owner, kind: 'silence', facts: { valueLevel: 'HIGH' } });
    expect(hours(silence)).toMatchObject({ breach: 24 + 5 * 24 });
    const rep = await deps.reps.find('lea');
    await deps.reps.apply('lea', { teamId: 'south', leaves: [], revision: (rep?.revision ?? 0) + 10 });
    expect(await rescheduleOf(deps, 'lea', context(1))).toBe(1);
    expect(hours((await deps.obligations.store.find(silence._id)) as never)).toMatchObject({ breach: 5 * 24 });
  });
});
