import { randomUUID } from 'node:crypto';
import { customer, insight as proto } from '@fairlead/proto';
import { connectStore, createLogger } from '@fairlead/service-kit';
import { eventually, failureOf, NeighbourLog, openTestClient } from '@fairlead/service-kit/dist/testing';
import { TestInstallation } from '@fairlead/service-kit/dist/testing/installation';
import { decodeJwt } from 'jose';
import { type CallContext, type CallOptions, ServerError, Status } from 'nice-grpc';
import { rebuildTimelines } from '../rebuild';
import { startInsightService } from '../service';

const open = (port: number) => ({ timelines: openTestClient(proto.TimelineServiceDefinition, port) });

describe('TimelineService', () => {
  const logs = {
    customer: new NeighbourLog('customer'),
    assignment: new NeighbourLog('assignment'),
    followUp: new NeighbourLog('follow-up'),
    order: new NeighbourLog('order'),
    notification: new NeighbourLog('notification'),
  };
  /** Customers by the only person who may see them. */
  const visibleTo = new Map<string, string>();
  let at: TestInstallation<Parameters<typeof startInsightService>[0], ReturnType<typeof open>>;
  let ann: CallOptions;

  beforeAll(async () => {
    const { getCustomer } = customer.CustomerServiceDefinition.methods;
    logs.customer.server.add(
      { ...customer.CustomerServiceDefinition, methods: { getCustomer } } as never,
      {
        getCustomer: async ({ customerId }: customer.GetCustomerRequest, { metadata }: CallContext) => {
          const { sub } = decodeJwt((metadata.get('authorization') ?? '').replace('Bearer ', ''));
          if (visibleTo.get(customerId) !== sub) throw new ServerError(Status.NOT_FOUND, 'not there');
          return customer.Customer.fromPartial({ id: customerId });
        },
      } as never,
    );
    await Promise.all(Object.values(logs).map((log) => log.start()));
    const config = {
      CUSTOMER_ADDRESS: logs.customer.address,
      ASSIGNMENT_ADDRESS: logs.assignment.address,
      FOLLOW_UP_ADDRESS: logs.followUp.address,
      ORDER_ADDRESS: logs.order.address,
      NOTIFICATION_ADDRESS: logs.notification.address,
    };
    at = await TestInstallation.start({ start: startInsightService, open, config });
    ann = await at.rep('ann', 'south');
  }, 60_000);
  afterAll(async () => {
    await at.stop();
    await Promise.all(Object.values(logs).map((log) => log.stop()));
  });

  const list = (customerId: string, request: Partial<proto.ListTimelineRequest> = {}, as = ann) =>
    at.client.timelines.listTimeline({ customerId, ...request }, as);
  const newCustomer = () => {
    const id = randomUUID();
    visibleTo.set(id, 'user-ann');
    return id;
  };
  const on = (day: number) => ({ time: new Date(Date.UTC(2026, 0, day)) });
  /** Seven events in four logs, told out of their order in time. */
  function live(id: string): void {
    logs.notification.emit(
      'crm.notification.created.v1',
      id,
      { notificationId: 'n', recipientId: 'ann', kind: 'k', urgency: 'u' },
      on(3),
    );
    logs.customer.emit('crm.customer.lead.lost.v1', id, {}, on(7));
    logs.customer.emit('crm.customer.stage.changed.v1', id, { from: 'STAGE_LEAD', to: 'STAGE_CONTACT' }, on(5));
    logs.followUp.emit('crm.followup.task.completed.v1', id, { taskId: 't', ownerId: 'ann' }, on(6));
    logs.customer.emit('crm.customer.customer.updated.v1', id, { fields: ['phone'] }, on(4));
    logs.customer.emit('crm.customer.lead.converted.v1', id, {}, on(2));
    logs.followUp.emit('crm.followup.task.reopened.v1', id, { taskId: 't', ownerId: 'ann' }, on(1));
    // Told by another event already: no timeline shows it.
    logs.notification.emit(
      'crm.notification.read.v1',
      id,
      { notificationId: 'n', recipientId: 'ann', read: true },
      on(8),
    );
  }
  const whole = (id: string) =>
    eventually(async () => {
      const page = await list(id);
      return page.entries.length === 7 && page;
    });
  const days = (entries: proto.TimelineEntry[]) => entries.map(({ time }) => time?.getUTCDate());

  it('tells a partner of files at follow-ups, and nothing of those at cases', async () => {
    const id = newCustomer();
    visibleTo.set(id, 'user-pat');
    for (const [index, recordKind] of ['RECORD_KIND_FOLLOW_UP', 'RECORD_KIND_CASE'].entries()) {
      const data = { attachmentId: `a${index}`, recordKind, recordId: 'r' };
      logs.followUp.emit('crm.followup.attachment.added.v1', id, data, on(index + 1));
    }
    const idsFor = async (roles: ('partner' | 'rep')[], types: string[] = []) => {
      const as = await at.person({ sub: 'user-pat', roles, rep: 'pat' });
      return (await list(id, { types }, as)).entries.map(({ data }) => data?.attachmentId);
    };
    await eventually(async () => (await idsFor(['rep'])).length === 2);
    expect(await idsFor(['rep'])).toEqual(['a1', 'a0']);
    expect(await idsFor(['partner'])).toEqual(['a0']);
    expect(await idsFor(['partner'], ['crm.followup.attachment.added.v1'])).toEqual(['a0']);
  });

  it('shows what all services tell, newest first, and how far it has read', async () => {
    const id = newCustomer();
    live(id);
    const { entries, indexedThrough } = await whole(id);
    expect(days(entries)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(entries.find(({ type }) => type.includes('updated'))?.data).toEqual({ fields: ['phone'] });
    expect(Object.keys(indexedThrough).sort()).toEqual([
      'assignment',
      'customer',
      'follow-up',
      'notification',
      'order',
    ]);
  });

  it('is the same after a rebuild beside the running service, and whole in between', async () => {
    const id = newCustomer();
    live(id);
    const before = (await whole(id)).entries;
    const database = at.config.MONGODB_DATABASE as string;
    for (let times = 0; times < 3; times += 1) {
      // As the command does it: a process of its own.
      const connection = await connectStore(
        { uri: at.config.MONGODB_URI, database, localStore: true },
        createLogger('test', 'error'),
      );
      await rebuildTimelines(connection);
      await connection.close();
      expect((await list(id)).entries).toEqual(before);
    }
    const head = logs.customer.events.length;
    await eventually(async () => Number((await list(id)).indexedThrough.customer) === head);
    expect((await list(id)).entries).toEqual(before);
  });

  it('pages, filters by type, and binds its tokens', async () => {
    const id = newCustomer();
    live(id);
    await whole(id);
    const seen: (number | undefined)[] = [];
    let pageToken = '';
    do {
      const page = await list(id, { pageSize: 3, pageToken });
      seen.push(...days(page.entries));
      pageToken = page.nextPageToken;
    } while (pageToken);
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(days((await list(id, { types: ['crm.followup.task.completed.v1'] })).entries)).toEqual([6]);
    const { nextPageToken } = await list(id, { pageSize: 3 });
    const other = newCustomer();
    expect(await failureOf(list(other, { pageToken: nextPageToken }))).toMatchObject({ reason: 'PAGE_TOKEN_MISMATCH' });
    expect((await failureOf(list('x', { types: ['nonsense'] }))).fields).toEqual(['customer_id', 'types[0]']);
  });

  it('is only for whom customer shows the customer', async () => {
    const id = newCustomer();
    const bob = await at.rep('bob', 'south');
    expect(await failureOf(list(id, {}, bob))).toMatchObject({ code: 'NOT_FOUND' });
    expect((await list(id)).entries).toEqual([]);
  });
});
