import { randomUUID } from 'node:crypto';
import { followup as proto } from '@fairlead/proto';
import { ALWAYS_OPEN, type WorkCalendar } from '@fairlead/service-kit';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import { FIRST_CONTACT_TERMS } from '../domain/clock-policy';
import { levelTimes } from '../domain/levels';
import { type Obligation, openObligation } from '../domain/obligation';
import { type Installation, startInstallation } from '../testing/installation';
import { useCasesOf } from '../testing/use-cases';

const HOUR = 3_600_000;
const CLOCKS = Number(process.env.FAIRLEAD_MOVED_CLOCKS ?? 1000);
const { RunningClocks, ClockMoveState } = proto;
const seconds = (count: number) => ({ seconds: BigInt(count), nanos: 0 });
const SLOTS = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '18:00' },
];
const START = Date.parse('2026-03-02T00:00:00Z');

/** What a changed policy or calendar means for running clocks: told before, done exactly so, once. */
describe('ClockMoveService', () => {
  let installed: Installation;
  let deps: ReturnType<typeof useCasesOf>;
  beforeAll(async () => {
    installed = await startInstallation();
    deps = useCasesOf(installed);
  }, 60_000);
  afterAll(() => installed.stop());

  const clients = () => installed.at.client;
  const admin = () => installed.as.admin;
  const weekdays = [1, 2, 3, 4, 5].map((day) => ({ day, slots: SLOTS }));
  const createCalendar = (id: string) =>
    clients().calendars.createCalendar(
      {
        calendar: proto.Calendar.fromPartial({ id, displayName: 'Office', timeZone: 'Asia/Shanghai', weekdays }),
        requestId: randomUUID(),
      },
      admin(),
    );
  const office = (id: string): WorkCalendar => ({
    id,
    timeZone: 'Asia/Shanghai',
    weekly: Object.fromEntries(weekdays.map(({ day, slots }) => [day, slots])),
    holidayRegion: 'none',
    exceptions: [],
  });

  /** Many running clocks of one calendar and policy: some with levels recorded, pauses, or handed over. */
  async function openClocks(count: number, calendar: WorkCalendar, policyId = 'first-contact') {
    const items = Array.from({ length: count }, (_, index) => {
      const openTime = new Date(START + (index % 97) * HOUR * 3 + index);
      const at = (hours: number) => new Date(openTime.getTime() + hours * HOUR);
      const pauses = index % 5 === 0 ? [{ from: at(4), to: at(30), reason: '' }] : [];
      const { state } = openObligation({
        kind: 'first_contact',
        subject: randomUUID(),
        key: '1',
        cycle: 1,
        ownerId: ['ann', 'bob', 'mia'][index % 3] as string,
        teamId: 'south',
        teamPath: ['sales', 'south'],
        openTime,
        policyId,
        policyVersion: 1,
        calendarId: calendar.id,
        calendarVersion: 1,
        pauses,
        times: levelTimes(openTime, FIRST_CONTACT_TERMS, calendar, [], pauses),
        leavesRevision: 1,
      });
      const levels = state.levels.map((level, place) =>
        place < index % 3 ? { ...level, recordTime: level.dueTime, recipients: [] } : level,
      );
      return { id: `first_contact:${state.subject}:1`, state: { ...state, levels } as Obligation, events: [] };
    });
    for (let start = 0; start < count; start += 500) {
      const context = { now: new Date(), actor: 'service:test' };
      await deps.obligations.store.createMany(items.slice(start, start + 500), context);
    }
    return items;
  }

  async function previewAll(request: Partial<proto.PreviewClockChangeRequest>) {
    const clocks: proto.MovingClock[] = [];
    let counts: proto.PreviewClockChangeResponse | undefined;
    let pageToken = '';
    do {
      const page = await clients().moves.previewClockChange({ ...request, pageSize: 200, pageToken }, admin());
      counts ??= page;
      clocks.push(...page.clocks);
      pageToken = page.nextPageToken;
    } while (pageToken);
    return { clocks, counts: counts as proto.PreviewClockChangeResponse };
  }
  const done = (moveId: string) =>
    eventually(async () => {
      const move = await clients().moves.getClockMove({ moveId }, admin());
      return move.state === ClockMoveState.CLOCK_MOVE_STATE_DONE && move;
    }, 200_000);

  it(`moves ${CLOCKS} running clocks for a new holiday exactly as the preview said, though processes come and go`, async () => {
    const made = await createCalendar('office-many');
    const items = await openClocks(CLOCKS, office('office-many'));
    const untouched = await openClocks(10, office('always'));
    const draft = { ...made, exceptions: [{ date: '2026-03-05', slots: [], label: 'holiday' }] };
    const mask = ['exceptions'];
    const { clocks, counts } = await previewAll({ calendar: draft, updateMask: mask });
    expect(counts).toMatchObject({ runningCount: CLOCKS, beyondHolidayCount: 0, cut: false });
    expect(clocks).toHaveLength(counts.movingCount);
    expect(counts.movingCount).toBeGreaterThan(CLOCKS / 4);
    expect(counts.movingCount).toBeLessThan(CLOCKS);
    // A preview writes nothing.
    expect((await clients().calendars.getCalendar({ calendarId: 'office-many' }, admin())).version).toBe(1);

    const requestId = randomUUID();
    const publish = () =>
      clients().calendars.updateCalendar(
        { calendar: draft, updateMask: mask, requestId, apply: RunningClocks.RUNNING_CLOCKS_MOVE },
        admin(),
      );
    expect((await publish()).version).toBe(2);
    const moveId = 'calendar:office-many:2';
    const first = await clients().moves.getClockMove({ moveId }, admin());
    expect(first).toMatchObject({ calendarId: 'office-many', policyId: '', version: 2, totalCount: CLOCKS });
    // The process that moves them ends in the middle; another one goes on.
    await installed.at.addInstance();
    await eventually(async () => {
      const { movedCount } = await clients().moves.getClockMove({ moveId }, admin());
      return movedCount > counts.movingCount / 10;
    }, 100_000);
    await installed.at.removeInstance(0);
    expect((await publish()).version).toBe(2);
    const move = await done(moveId);
    expect(move).toMatchObject({ movedCount: counts.movingCount, remainingCount: 0 });

    deps = useCasesOf(installed);
    const expected = new Map(clocks.map(({ obligation, levels }) => [obligation?.id, levels]));
    let compared = 0;
    for (let start = 0; start < items.length; start += 500) {
      const chunk = items.slice(start, start + 500);
      const found = new Map(
        (await deps.obligations.store.findMany(chunk.map(({ id }) => id))).map((doc) => [doc._id, doc]),
      );
      for (const { id, state } of chunk) {
        const doc = found.get(id) as unknown as Obligation;
        const told = new Map(expected.get(id)?.map((level) => [level.id, level.movedTime]) ?? []);
        const then = state.levels.map((level) => [level.id, told.get(level.id) ?? level.dueTime, level.recordTime]);
        expect(doc.levels.map((level) => [level.id, level.dueTime, level.recordTime])).toEqual(then);
        expect([doc.calendarVersion, doc.policyVersion]).toEqual([2, 1]);
        compared += 1;
      }
    }
    expect(compared).toBe(CLOCKS);
    for (const { id, state } of untouched) {
      const doc = await deps.obligations.store.find(id);
      expect([doc?.levels[3]?.dueTime, doc?.calendarVersion]).toEqual([state.levels[3]?.dueTime, 1]);
    }
    const { moves } = await clients().moves.listClockMoves({}, admin());
    expect(moves.map(({ id }) => id)).toContain(moveId);
  }, 400_000);

  it('moves clocks to other terms of their policy: none of the levels that were recorded comes again', async () => {
    const id = `fast-${randomUUID().slice(0, 8)}`;
    const policy = await clients().policies.createClockPolicy(
      {
        policy: proto.ClockPolicy.fromPartial({
          id,
          duration: seconds(24 * 3600),
          grace: seconds(4 * 3600),
          active: false,
        }),
        requestId: randomUUID(),
      },
      admin(),
    );
    const items = await openClocks(9, office('always'), id);
    const draft = { ...policy, duration: seconds(12 * 3600), reminderFractions: [0.25, 0.5, 0.75] };
    const updateMask = ['duration', 'reminder_fractions'];
    const { clocks, counts } = await previewAll({ policy: draft, updateMask });
    expect(counts).toMatchObject({ runningCount: 9, movingCount: 9 });
    await clients().policies.updateClockPolicy(
      { policy: draft, updateMask, requestId: randomUUID(), apply: RunningClocks.RUNNING_CLOCKS_MOVE },
      admin(),
    );
    expect(await done(`policy:${id}:2`)).toMatchObject({ movedCount: 9 });
    for (const { id: obligationId, state } of items) {
      const doc = (await deps.obligations.store.find(obligationId)) as unknown as Obligation;
      const told = clocks.find(({ obligation }) => obligation?.id === obligationId)?.levels ?? [];
      const recorded = state.levels.filter(({ recordTime }) => recordTime);
      expect(doc.levels.slice(0, recorded.length)).toEqual(recorded);
      const coming = doc.levels.slice(recorded.length).map((level) => [level.id, level.dueTime]);
      expect(coming).toEqual(told.filter(({ movedTime }) => movedTime).map((level) => [level.id, level.movedTime]));
      expect(new Set(doc.levels.map((level) => level.id)).size).toBe(doc.levels.length);
    }
    // Asked again, what was recorded is answered and told to nobody once more.
    const known = items.find(({ state }) => state.levels[0]?.recordTime)?.id as string;
    const before = await deps.obligations.store.find(known);
    await clients().obligations.recordLevel({ obligationId: known, levelId: 'reminder-1' }, installed.as.service);
    expect((await deps.obligations.store.find(known))?.revision).toBe(before?.revision);
  }, 100_000);

  it('moves clocks to the calendar that their policy names, and with that calendar from then on', async () => {
    await createCalendar('office-named');
    const id = `named-${randomUUID().slice(0, 8)}`;
    const given = proto.ClockPolicy.fromPartial({ id, duration: seconds(24 * 3600), grace: seconds(4 * 3600) });
    const policy = await clients().policies.createClockPolicy(
      { policy: { ...given, active: false }, requestId: randomUUID() },
      admin(),
    );
    const items = await openClocks(9, ALWAYS_OPEN, id);
    const draft = { ...policy, calendarId: 'office-named' };
    const updateMask = ['calendar_id'];
    const { clocks, counts } = await previewAll({ policy: draft, updateMask });
    expect(counts).toMatchObject({ runningCount: 9, movingCount: 9 });
    await clients().policies.updateClockPolicy(
      { policy: draft, updateMask, requestId: randomUUID(), apply: RunningClocks.RUNNING_CLOCKS_MOVE },
      admin(),
    );
    expect(await done(`policy:${id}:2`)).toMatchObject({ movedCount: 9 });
    const told = new Map(clocks.map(({ obligation, levels }) => [obligation?.id, levels]));
    for (const { id: obligationId, state } of items) {
      const doc = (await deps.obligations.store.find(obligationId)) as unknown as Obligation;
      expect(doc).toMatchObject({ policyVersion: 2, calendarId: 'office-named', calendarVersion: 1 });
      const { pauses, openTime } = state;
      const times = levelTimes(openTime, FIRST_CONTACT_TERMS, office('office-named'), [], pauses);
      for (const level of doc.levels) {
        const before = state.levels.find((each) => each.id === level.id);
        const then = times.levels.find((each) => each.id === level.id);
        expect(level.dueTime).toEqual(before?.recordTime ? before.dueTime : then?.dueTime);
        if (!level.recordTime)
          expect(told.get(obligationId)?.find((each) => each.id === level.id)?.movedTime).toEqual(level.dueTime);
      }
    }
    // Publishing the calendar looks at the clocks of policies that name it.
    const calendar = await clients().calendars.getCalendar({ calendarId: 'office-named' }, admin());
    const closed = { ...calendar, exceptions: [{ date: '2026-03-03', slots: [], label: '' }] };
    const next = await previewAll({ calendar: closed, updateMask: ['exceptions'] });
    expect(next.counts.runningCount).toBe(9);
    expect(next.counts.movingCount).toBeGreaterThan(0);
    // Back to the team's calendar, which is none here: around the clock.
    const back = { ...(await clients().policies.getClockPolicy({ policyId: id }, admin())), calendarId: '' };
    await clients().policies.updateClockPolicy(
      { policy: back, updateMask, requestId: randomUUID(), apply: RunningClocks.RUNNING_CLOCKS_MOVE },
      admin(),
    );
    await done(`policy:${id}:3`);
    const [first] = items;
    const doc = (await deps.obligations.store.find(first?.id as string)) as unknown as Obligation;
    expect(doc).toMatchObject({ policyVersion: 3, calendarId: 'always', calendarVersion: 1 });
    expect(doc.levels).toEqual(first?.state.levels);
  }, 100_000);

  it('leaves running clocks as they are unless it is told otherwise', async () => {
    const made = await createCalendar('office-kept');
    const [item] = await openClocks(1, office('office-kept'));
    const draft = { ...made, exceptions: [{ date: '2026-03-02', slots: [], label: '' }] };
    const request = { calendar: draft, updateMask: ['exceptions'], requestId: randomUUID() };
    expect((await clients().calendars.updateCalendar(request, admin())).version).toBe(2);
    expect(await failureOf(clients().moves.getClockMove({ moveId: 'calendar:office-kept:2' }, admin()))).toMatchObject({
      code: 'NOT_FOUND',
    });
    const doc = await deps.obligations.store.find(item?.id as string);
    expect([doc?.calendarVersion, doc?.levels[0]?.dueTime]).toEqual([1, item?.state.levels[0]?.dueTime]);
    const stale = { ...draft, exceptions: [] };
    expect(
      await failureOf(clients().moves.previewClockChange({ calendar: stale, updateMask: ['exceptions'] }, admin())),
    ).toMatchObject({ code: 'ABORTED', reason: 'STALE_ETAG' });
  });

  it('says where clocks would reach past the years of the holiday data', async () => {
    const made = await createCalendar('office-far');
    await openClocks(2, office('office-far'));
    const draft = { ...made, holidayRegion: 'CN', weekdays: [{ day: 1, slots: [{ from: '09:00', to: '09:01' }] }] };
    const { counts, clocks } = await previewAll({ calendar: draft, updateMask: ['weekdays', 'holiday_region'] });
    expect(counts).toMatchObject({ runningCount: 2, movingCount: 2, beyondHolidayCount: 2 });
    expect(clocks.every(({ beyondHolidayData }) => beyondHolidayData)).toBe(true);
  });

  it('names faults and refuses people who are no admins', async () => {
    const ask = (request: Partial<proto.PreviewClockChangeRequest>, as = admin()) =>
      failureOf(clients().moves.previewClockChange(request, as));
    expect((await ask({})).fields).toEqual(['policy']);
    const policy = await clients().policies.getClockPolicy({ policyId: 'quoted' }, admin());
    expect((await ask({ policy: { ...policy, duration: seconds(0) }, updateMask: ['duration'] })).fields).toEqual([
      'policy.duration',
    ]);
    expect((await ask({ policy, updateMask: [] })).fields).toEqual(['update_mask']);
    for (const as of [installed.as.mia, installed.as.ann, installed.as.service]) {
      expect((await ask({ policy, updateMask: ['duration'] }, as)).code).toBe('PERMISSION_DENIED');
      expect((await failureOf(clients().moves.listClockMoves({}, as))).code).toBe('PERMISSION_DENIED');
    }
    expect((await failureOf(clients().moves.getClockMove({ moveId: 'none' }, admin()))).code).toBe('NOT_FOUND');
  });
});
