import { randomUUID } from 'node:crypto';
import { event as eventProto, notification as proto } from '@fairlead/proto';
import { callOptions, eventually, failureOf, NeighbourLog, openTestClient } from '@fairlead/service-kit/dist/testing';
import { TestInstallation } from '@fairlead/service-kit/dist/testing/installation';
import type { CallOptions } from 'nice-grpc';
import { startNotificationService } from '../service';
import { settings } from '../testing/settings';

const open = (port: number) => ({
  inbox: openTestClient(proto.NotificationServiceDefinition, port),
  events: openTestClient(eventProto.EventLogServiceDefinition, port),
});

describe('NotificationService', () => {
  const assignment = new NeighbourLog('assignment');
  const followUp = new NeighbourLog('follow-up');
  const customer = new NeighbourLog('customer');
  let at: TestInstallation<Parameters<typeof startNotificationService>[0], ReturnType<typeof open>>;
  beforeAll(async () => {
    await Promise.all([assignment.start(), followUp.start(), customer.start()]);
    const config = settings({
      ASSIGNMENT_ADDRESS: assignment.address,
      FOLLOW_UP_ADDRESS: followUp.address,
      CUSTOMER_ADDRESS: customer.address,
    });
    at = await TestInstallation.start({ start: startNotificationService, open, config, instances: 2 });
  }, 60_000);
  afterAll(async () => {
    await at.stop();
    await Promise.all([assignment.stop(), followUp.stop(), customer.stop()]);
  });

  const inboxOf = (as: CallOptions, request: Partial<proto.ListNotificationsRequest> = {}) =>
    at.client.inbox.listNotifications(request, as);
  const unread = async (as: CallOptions) => (await at.client.inbox.countUnread({}, as)).count;
  const claim = (repId: string, leadId: string = randomUUID(), cycle = 1) =>
    assignment.emit('crm.assignment.lead.claimed.v1', leadId, {
      ownerId: repId,
      teamId: 'south',
      teamPath: ['south'],
      poolId: '',
      cycle,
      revision: cycle,
      since: '2026-01-01T00:00:00.000Z',
      previousOwnerId: '',
    });
  const reach = (subject: string, level: string, repIds: string[]) =>
    followUp.emit('crm.followup.obligation.level_reached.v1', subject, {
      obligationId: `first_contact:${subject}:1`,
      kind: 'first_contact',
      cycle: 1,
      ownerId: repIds[0] ?? '',
      teamId: 'south',
      dueTime: '2026-01-01T00:00:00.000Z',
      level,
      recipients: repIds.map((repId, index) => ({ repId, role: index === 0 ? 'owner' : 'supervisor' })),
    });

  it('tells both sides of a contest and who decides it, once each', async () => {
    const [kai, lin, max] = await Promise.all(['kai', 'lin', 'max'].map((id) => at.rep(id, 'south')));
    const contest = {
      registrationId: randomUUID(),
      contestId: randomUUID(),
      registrantId: 'kai',
      contestantId: 'lin',
      deadline: '2026-01-01T00:00:00.000Z',
    };
    const emit = (what: 'filed' | 'escalated', data: object) =>
      customer.emit(`crm.customer.registration_contest.${what}.v1`, contest.registrationId, data as never);
    for (let times = 0; times < 2; times += 1) emit('filed', { ...contest, deciderId: 'max' });
    emit('escalated', { ...contest, deciderId: 'max' });
    const outcome = 'CONTEST_STATE_TRANSFERRED';
    customer.emit('crm.customer.registration_contest.ended.v1', contest.registrationId, { ...contest, outcome });
    await eventually(async () => (await unread(lin as CallOptions)) === 1);
    const kinds = async (as: CallOptions) => (await inboxOf(as)).notifications.map(({ kind }) => kind).sort();
    expect(await kinds(kai as CallOptions)).toEqual(['registration_contested', 'registration_lost']);
    expect(await kinds(lin as CallOptions)).toEqual(['contest_won']);
    expect(await kinds(max as CallOptions)).toEqual(['contest_to_decide', 'contest_to_decide']);
  });

  it('writes one message per recipient and key, however often the event comes', async () => {
    const [ann, mia] = [await at.rep('ann', 'south'), await at.manager('mia', 'south')];
    const leadId = randomUUID();
    for (let times = 0; times < 3; times += 1) {
      claim('ann', leadId);
      reach(leadId, 'breach', ['ann', 'mia']);
    }
    await eventually(async () => (await unread(ann)) === 2 && (await unread(mia)) === 1);
    claim('ann');
    await eventually(async () => (await unread(ann)) === 3);
    const { notifications } = await inboxOf(ann);
    expect(notifications.map(({ kind }) => kind).sort()).toEqual([
      'first_contact_breach',
      'lead_claimed',
      'lead_claimed',
    ]);
    expect((await inboxOf(mia)).notifications).toMatchObject([
      { kind: 'first_contact_escalation', subject: leadId, recipientId: 'mia' },
    ]);
  });

  it('tells whom a handover concerns, once per change and recipient', async () => {
    const [rita, rolf] = [await at.rep('rita', 'south'), await at.rep('rolf', 'south')];
    const handoverId = randomUUID();
    const tell = (revision: bigint, role: 'receiver' | 'reminder') =>
      assignment.emit(
        'crm.assignment.handover.changed.v1',
        handoverId,
        {
          handoverId,
          fromRepId: 'ann',
          teamId: 'south',
          state: 'AWAITING_ACKNOWLEDGEMENT',
          recipients: [
            { repId: 'rita', role, leads: 2, customers: 1 },
            { repId: 'rolf', role, leads: 0, customers: 3 },
          ],
        },
        { aggregateRevision: revision },
      );
    for (let times = 0; times < 3; times += 1) tell(4n, 'receiver');
    await eventually(async () => (await unread(rita)) === 1 && (await unread(rolf)) === 1);
    tell(5n, 'reminder');
    await eventually(async () => (await unread(rita)) === 2);
    expect((await inboxOf(rita)).notifications.map(({ kind, subject, params }) => [kind, subject, params])).toEqual([
      ['handover_reminder', handoverId, { handoverId, fromRepId: 'ann', leads: '2', customers: '1' }],
      ['handover_receiver', handoverId, { handoverId, fromRepId: 'ann', leads: '2', customers: '1' }],
    ]);
  });

  it('shows everybody the own inbox only, whatever the role', async () => {
    claim('bob');
    const bob = await at.rep('bob', 'south');
    await eventually(async () => (await unread(bob)) === 1);
    const [message] = (await inboxOf(bob)).notifications as [proto.Notification];
    const admin = await at.admin();
    expect((await inboxOf(admin)).notifications).toEqual([]);
    expect(await unread(admin)).toBe(0);
    const eve = await at.rep('eve', 'south');
    for (const as of [eve, admin]) {
      const mark = at.client.inbox.markNotifications({ notificationIds: [message.id], read: true }, as);
      expect(await failureOf(mark)).toMatchObject({ code: 'NOT_FOUND' });
    }
    const seen = async (as: CallOptions) => {
      const ids: unknown[] = [];
      for await (const { item } of at.client.events.subscribe({ untilHead: true }, as)) {
        if (item?.$case === 'event') ids.push(item.value.data?.recipientId);
      }
      return new Set(ids);
    };
    await eventually(async () => (await seen(bob)).has('bob'));
    expect([...(await seen(bob))]).toEqual(['bob']);
    expect((await seen(eve)).size).toBe(0);
  });

  it('marks as read and unread, all or nothing', async () => {
    for (let count = 0; count < 3; count += 1) claim('cat');
    const cat = await at.rep('cat', 'south');
    await eventually(async () => (await unread(cat)) === 3);
    const ids = (await inboxOf(cat)).notifications.map(({ id }) => id);
    const mark = (notificationIds: string[], read: boolean) =>
      at.client.inbox.markNotifications({ notificationIds, read }, cat);
    expect(await failureOf(mark([...ids, 'strange'], true))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await unread(cat)).toBe(3);
    expect((await mark(ids.slice(0, 2), true)).changed).toBe(2);
    expect((await mark(ids, true)).changed).toBe(1);
    expect((await inboxOf(cat, { unreadOnly: true })).notifications).toEqual([]);
    expect((await mark(ids.slice(0, 1), false)).changed).toBe(1);
    expect((await inboxOf(cat, { unreadOnly: true })).notifications.map(({ id }) => id)).toEqual(ids.slice(0, 1));
    expect(
      (
        await failureOf(
          mark(
            Array.from({ length: 201 }, () => 'x'),
            true,
          ),
        )
      ).fields,
    ).toEqual(['notification_ids']);
  });

  it('pages newest first, bound to filter and caller', async () => {
    for (let count = 0; count < 5; count += 1) claim('dan');
    const dan = await at.rep('dan', 'south');
    await eventually(async () => (await unread(dan)) === 5);
    const pages: proto.Notification[][] = [];
    let pageToken = '';
    do {
      const page = await inboxOf(dan, { pageSize: 2, pageToken });
      pages.push(page.notifications);
      pageToken = page.nextPageToken;
    } while (pageToken);
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    const all = pages.flat();
    expect(new Set(all.map(({ id }) => id)).size).toBe(5);
    const times = all.map(({ createTime }) => createTime?.getTime() ?? 0);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    const { nextPageToken } = await inboxOf(dan, { pageSize: 2 });
    expect(await failureOf(inboxOf(dan, { pageToken: nextPageToken, unreadOnly: true }))).toMatchObject({
      reason: 'PAGE_TOKEN_MISMATCH',
    });
    expect(await failureOf(inboxOf(await at.rep('eve', 'south'), { pageToken: nextPageToken }))).toMatchObject({
      reason: 'PAGE_TOKEN_MISMATCH',
    });
    expect((await failureOf(inboxOf(dan, { pageSize: -1 }))).fields).toEqual(['page_size']);
  });

  it('refuses callers without a valid token', async () => {
    const expired = callOptions(await at.auth.expiredToken('x'));
    expect((await failureOf(inboxOf(expired))).reason).toBe('TOKEN_EXPIRED');
  });
});
