import { randomUUID } from 'node:crypto';
import { followup as proto } from '@fairlead/proto';
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
            kind: 'other',
            duration: seconds(-5),
            grace: seconds(-1),
            reminderFractions: [2],
          }),
          requestId: randomUUID(),
        },
        admin(),
      ),
    );
    expect(failure.fields.sort()).toEqual([
      'policy.duration',
      'policy.grace',
      'policy.kind',
      'policy.reminder_fractions[0]',
    ]);
    expect((await failureOf(update({}, ['duration'], installed.as.mia))).code).toBe('PERMISSION_DENIED');
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
