import { randomUUID } from 'node:crypto';
import { customer, followup as proto } from '@fairlead/proto';
import { failureOf } from '@fairlead/service-kit/dist/testing';
import { type Installation, startInstallation } from '../testing/installation';

const seconds = (count: number) => ({ seconds: BigInt(count), nanos: 0 });
const workdays = [1, 2, 3, 4, 5].map((day) => ({ day, slots: [{ from: '09:00', to: '18:00' }] }));

describe('CalendarService and ClockPolicyService', () => {
  let installed: Installation;
  beforeAll(async () => {
    installed = await startInstallation();
  }, 60_000);
  afterAll(() => installed.stop());

  const clients = () => installed.at.client;
  const admin = () => installed.as.admin;
  const calendar = (overrides: Partial<proto.Calendar> = {}) =>
    proto.Calendar.fromPartial({
      id: `c-${randomUUID().slice(0, 8)}`,
      displayName: 'Office',
      timeZone: 'Asia/Shanghai',
      weekdays: workdays,
      ...overrides,
    });
  const createCalendar = (given: proto.Calendar, requestId: string = randomUUID()) =>
    clients().calendars.createCalendar({ calendar: given, requestId }, admin());

  it('has the calendar and the policy of the start', async () => {
    expect(await clients().calendars.getCalendar({ calendarId: 'always' }, installed.as.ann)).toMatchObject({
      version: 1,
      timeZone: 'UTC',
    });
    const policy = await clients().policies.getClockPolicy({ policyId: 'first-contact' }, installed.as.ann);
    expect(policy).toMatchObject({
      version: 1,
      duration: seconds(86_400),
      reminderFractions: [0.5, 0.8],
      grace: seconds(14_400),
    });
  });

  it('creates calendars once per command and name', async () => {
    const given = calendar({ holidayRegion: 'CN', exceptions: [{ date: '2026-05-01', slots: [], label: 'closed' }] });
    const requestId = randomUUID();
    const [first, again] = [await createCalendar(given, requestId), await createCalendar(given, requestId)];
    expect(again).toEqual(first);
    expect(first).toMatchObject({ version: 1, weekdays: workdays, holidayRegion: 'CN' });
    expect(await failureOf(createCalendar(given))).toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(await failureOf(createCalendar(calendar(), requestId))).toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('names every fault of a calendar', async () => {
    const wrong = calendar({
      id: 'Bad Id',
      displayName: '',
      timeZone: 'Nowhere',
      weekdays: [
        { day: 8, slots: [] },
        { day: 1, slots: [{ from: '10:00', to: '09:00' }] },
      ],
      version: 3,
    });
    const failure = await failureOf(createCalendar(wrong, 'x'));
    expect(failure.fields.sort()).toEqual([
      'calendar.display_name',
      'calendar.id',
      'calendar.time_zone',
      'calendar.version',
      'calendar.weekdays[0].day',
      'calendar.weekdays[1].slots[0].to',
      'request_id',
    ]);
  });

  it('makes a new version with each change, and leaves the built-in calendar alone', async () => {
    const made = await createCalendar(calendar());
    const update = (given: proto.Calendar, updateMask: string[]) =>
      clients().calendars.updateCalendar({ calendar: given, updateMask, requestId: randomUUID() }, admin());
    const changed = await update({ ...made, timeZone: 'Europe/Berlin' }, ['time_zone']);
    expect(changed).toMatchObject({ version: 2, timeZone: 'Europe/Berlin', displayName: 'Office' });
    expect(await failureOf(update({ ...made, timeZone: 'UTC' }, ['time_zone']))).toMatchObject({
      code: 'ABORTED',
      reason: 'STALE_ETAG',
    });
    expect((await failureOf(update({ ...changed, weekdays: [] }, ['weekdays']))).fields).toEqual(['calendar.weekdays']);
    expect((await failureOf(update(changed, ['id']))).fields).toEqual(['update_mask']);
    const always = await clients().calendars.getCalendar({ calendarId: 'always' }, admin());
    expect(await failureOf(update(always, ['time_zone']))).toMatchObject({ reason: 'BUILT_IN' });
  });

  it('changes a policy by versions, refuses negative durations and people who are no admins', async () => {
    const policy = await clients().policies.createClockPolicy(
      {
        policy: proto.ClockPolicy.fromPartial({ id: `p-${randomUUID().slice(0, 8)}`, duration: seconds(60) }),
        requestId: randomUUID(),
      },
      admin(),
    );
    expect(policy).toMatchObject({
      version: 1,
      kind: 'first_contact',
      reminderFractions: [0.5, 0.8],
      grace: seconds(0),
    });
    const update = (given: Partial<proto.ClockPolicy>, updateMask: string[], as = admin()) =>
      clients().policies.updateClockPolicy(
        { policy: { ...policy, ...given }, updateMask, requestId: randomUUID() },
        as,
      );
    expect((await update({ duration: seconds(90) }, ['duration'])).version).toBe(2);
    const failure = await failureOf(
      clients().policies.createClockPolicy(
        {
          policy: proto.ClockPolicy.fromPartial({
            id: 'neg',
            duration: seconds(-5),
            grace: seconds(-1),
            reminderFractions: [2],
          }),
          requestId: randomUUID(),
        },
        admin(),
      ),
    );
    expect(failure.fields.sort()).toEqual(['policy.duration', 'policy.grace', 'policy.reminder_fractions[0]']);
    expect((await failureOf(update({}, ['duration'], installed.as.mia))).code).toBe('PERMISSION_DENIED');
  });

  it('creates policies of every kind with conditions and escalations, and changes each by itself', async () => {
    const id = `p-${randomUUID().slice(0, 8)}`;
    const given = proto.ClockPolicy.fromPartial({
      id,
      kind: 'resolution',
      duration: seconds(3600),
      caseKinds: ['COMPLAINT'],
      priorities: ['URGENT', 'HIGH'],
      priority: 7,
      escalations: [
        { after: seconds(3600), role: 'supervisor' },
        { after: seconds(7200), role: 'executive' },
      ],
      active: false,
    });
    const made = await clients().policies.createClockPolicy({ policy: given, requestId: randomUUID() }, admin());
    const { name: _name, etag: _etag, grace: _grace, ...values } = given;
    expect(made).toMatchObject({ ...values, reminderFractions: [0.5, 0.8], version: 1 });
    const changed = await clients().policies.updateClockPolicy(
      {
        policy: { ...made, active: true, priorities: [], priority: 8, escalations: [] },
        updateMask: ['active', 'priorities'],
        requestId: randomUUID(),
      },
      admin(),
    );
    expect(changed).toMatchObject({ active: true, priorities: [], caseKinds: ['COMPLAINT'], priority: 7, version: 2 });
    expect(changed.escalations).toHaveLength(2);
    const read = await clients().policies.getClockPolicy({ policyId: id }, installed.as.ann);
    expect(read).toEqual(changed);
    const off = { policy: { ...changed, active: false }, updateMask: ['active'], requestId: randomUUID() };
    await clients().policies.updateClockPolicy(off, admin());
  });

  it('names every fault of a policy', async () => {
    const wrong = proto.ClockPolicy.fromPartial({
      id: 'wrong',
      kind: 'silence',
      duration: seconds(10),
      grace: seconds(10),
      stages: ['QUOTE', 'QUOTE', 'NOWHERE'],
      sources: [''],
      valueLevels: ['HIGH', 'HUGE'],
      caseKinds: ['COMPLAINT'],
      priorities: ['NEVER'],
      priority: 2000,
      escalations: [
        { after: seconds(5), role: 'supervisor' },
        { after: seconds(20), role: 'king' },
      ],
    });
    const create = (policy: proto.ClockPolicy) =>
      clients().policies.createClockPolicy({ policy, requestId: randomUUID() }, admin());
    expect((await failureOf(create(wrong))).fields.sort()).toEqual([
      'policy.case_kinds',
      'policy.escalations[0].after',
      'policy.escalations[1].role',
      'policy.grace',
      'policy.priorities',
      'policy.priorities[0]',
      'policy.priority',
      'policy.sources[0]',
      'policy.stages[1]',
      'policy.stages[2]',
      'policy.value_levels[1]',
    ]);
    expect((await failureOf(create({ ...wrong, kind: 'nothing', stages: [], caseKinds: [] }))).fields).toContain(
      'policy.kind',
    );
    const many = Array.from({ length: 51 }, (_, index) => `s${index}`);
    const crowded = proto.ClockPolicy.fromPartial({ id: 'wrong', duration: seconds(10), sources: many });
    expect((await failureOf(create(crowded))).fields).toEqual(['policy.sources']);
  });

  it('has days on the wall and hours of the team from the start, and leaves what an installation has', async () => {
    const get = (policyId: string) => clients().policies.getClockPolicy({ policyId }, installed.as.ann);
    const calendars = await Promise.all(
      ['quoted', 'high-value-silence', 'first-contact', 'complaint-resolution'].map(
        async (id) => (await get(id)).calendarId,
      ),
    );
    expect(calendars).toEqual(['always', 'always', '', '']);
    // An installation from before there was a choice starts anew: its policy stays as it is.
    const database = installed.at.service.connection.useDb(installed.at.config.MONGODB_DATABASE as string);
    await database
      .collection<{ _id: string }>('clock_policies')
      .updateOne({ _id: 'quoted' }, { $unset: { calendarId: '' } });
    await installed.at.addInstance();
    expect(await get('quoted')).toMatchObject({ calendarId: '', version: 1 });
    await installed.at.removeInstance(1);
  });

  it('names a calendar that there is, and changes it', async () => {
    const made = await createCalendar(calendar());
    const id = `p-${randomUUID().slice(0, 8)}`;
    const given = proto.ClockPolicy.fromPartial({ id, kind: 'stage', duration: seconds(60), active: false });
    const create = (policy: proto.ClockPolicy) =>
      clients().policies.createClockPolicy({ policy, requestId: randomUUID() }, admin());
    const wrong = create({ ...given, calendarId: 'nowhere', duration: seconds(0) });
    expect((await failureOf(wrong)).fields.sort()).toEqual(['policy.calendar_id', 'policy.duration']);
    const policy = await create({ ...given, calendarId: made.id });
    expect(policy.calendarId).toBe(made.id);
    const change = (calendarId: string, updateMask = ['calendar_id']) => ({
      policy: { ...policy, calendarId },
      updateMask,
      requestId: randomUUID(),
    });
    const unknown = failureOf(clients().policies.updateClockPolicy(change('nowhere'), admin()));
    expect((await unknown).fields).toEqual(['policy.calendar_id']);
    const preview = failureOf(clients().moves.previewClockChange(change('nowhere'), admin()));
    expect((await preview).fields).toEqual(['policy.calendar_id']);
    expect((await clients().policies.getClockPolicy({ policyId: id }, admin())).version).toBe(1);
    // What is not to be changed is not looked at.
    const longer = await clients().policies.updateClockPolicy(change('nowhere', ['duration']), admin());
    expect(longer).toMatchObject({ calendarId: made.id, version: 2 });
    const back = await clients().policies.updateClockPolicy(
      { policy: { ...longer, calendarId: '' }, updateMask: ['calendar_id'], requestId: randomUUID() },
      admin(),
    );
    expect(back).toMatchObject({ calendarId: '', version: 3 });
  });

  it('keeps the policy of new leads for all that no other fits', async () => {
    const policy = await clients().policies.getClockPolicy({ policyId: 'first-contact' }, admin());
    const update = (given: Partial<proto.ClockPolicy>, updateMask: string[]) =>
      clients().policies.updateClockPolicy(
        { policy: { ...policy, ...given }, updateMask, requestId: randomUUID() },
        admin(),
      );
    expect((await failureOf(update({ active: false }, ['active']))).fields).toEqual(['policy.active']);
    expect((await failureOf(update({ sources: ['expo'] }, ['sources']))).fields).toEqual(['policy.sources']);
  });

  it('chooses the clock of a first contact by source and grade', async () => {
    const create = (id: string, given: Partial<proto.ClockPolicy>) =>
      clients().policies.createClockPolicy(
        { policy: proto.ClockPolicy.fromPartial({ id, duration: seconds(7200), ...given }), requestId: randomUUID() },
        admin(),
      );
    await create('expo-leads', { sources: ['expo'], priority: 1 });
    await create('high-expo-leads', { sources: ['expo'], valueLevels: ['HIGH'], priority: 2 });
    const policyOf = async (facts: Parameters<typeof installed.neighbours.setFacts>[1]) => {
      const leadId = randomUUID();
      installed.neighbours.setFacts(leadId, facts);
      installed.neighbours.give(leadId, 'ann', ['sales', 'south']);
      return (await installed.opened(leadId)).policyId;
    };
    const { Stage, ValueLevel } = customer;
    expect(await policyOf({ source: 'Expo', valueLevel: ValueLevel.VALUE_LEVEL_HIGH })).toBe('high-expo-leads');
    expect(await policyOf({ source: 'expo', stage: Stage.STAGE_LEAD })).toBe('expo-leads');
    expect(await policyOf({ source: 'web' })).toBe('first-contact');
  });

  it('pages through all of them', async () => {
    for (let index = 0; index < 3; index += 1) await createCalendar(calendar());
    const ids: string[] = [];
    let pageToken = '';
    do {
      const page = await clients().calendars.listCalendars({ pageSize: 2, pageToken }, installed.as.ann);
      ids.push(...page.calendars.map(({ id }) => id));
      pageToken = page.nextPageToken;
    } while (pageToken);
    expect(ids).toEqual([...ids].sort());
    expect(ids).toContain('always');
    expect((await clients().policies.listClockPolicies({}, installed.as.ann)).policies.map(({ id }) => id)).toContain(
      'first-contact',
    );
  });
});
