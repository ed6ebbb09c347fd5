import { randomUUID } from 'node:crypto';
import { order, insight as proto } from '@fairlead/proto';
import { connectStore, createLogger } from '@fairlead/service-kit';
import { eventually, failureOf, NeighbourLog, openTestClient } from '@fairlead/service-kit/dist/testing';
import { TestInstallation } from '@fairlead/service-kit/dist/testing/installation';
import { Neighbours } from '@fairlead/service-kit/dist/testing/neighbours';
import type { CallOptions } from 'nice-grpc';
import { rebuildFacts } from '../rebuild';
import { startInsightService } from '../service';

const open = (port: number) => ({ dashboards: openTestClient(proto.DashboardServiceDefinition, port) });
const HOUR = 3_600_000;

describe('DashboardService', () => {
  const neighbours = new Neighbours();
  const logs = {
    followUp: new NeighbourLog('follow-up'),
    order: new NeighbourLog('order'),
    notification: new NeighbourLog('notification'),
  };
  let at: TestInstallation<Parameters<typeof startInsightService>[0], ReturnType<typeof open>>;
  let ann: CallOptions;
  let bob: CallOptions;
  let mia: CallOptions;
  let max: CallOptions;
  let nora: CallOptions;
  const asked: order.SummarizeOrdersRequest[] = [];
  /** Now, cut to whole seconds, as the records' times are made of it. */
  const now = Math.floor(Date.now() / 1000) * 1000;
  const hours = (count: number) => new Date(now + count * HOUR);

  beforeAll(async () => {
    const { summarizeOrders } = order.OrderServiceDefinition.methods;
    logs.order.server.add(
      { ...order.OrderServiceDefinition, methods: { summarizeOrders } } as never,
      {
        summarizeOrders: async (request: order.SummarizeOrdersRequest) => {
          asked.push(request);
          const total = { currencyCode: 'EUR', minorUnits: 1234n };
          return {
            totals: [{ key: '2026-12', orderCount: 3n, total, lastOrderDate: '2026-12-24' }],
            nextPageToken: '',
          };
        },
      } as never,
    );
    await Promise.all([neighbours.start(), ...Object.values(logs).map((log) => log.start())]);
    neighbours.addTeam('sales', ['sales']);
    neighbours.addTeam('south', ['sales', 'south']);
    neighbours.addTeam('north', ['sales', 'north']);
    const config = {
      CUSTOMER_ADDRESS: neighbours.customer.address,
      ASSIGNMENT_ADDRESS: neighbours.assignment.address,
      FOLLOW_UP_ADDRESS: logs.followUp.address,
      ORDER_ADDRESS: logs.order.address,
      NOTIFICATION_ADDRESS: logs.notification.address,
    };
    at = await TestInstallation.start({ start: startInsightService, open, config });
    [ann, bob, mia, max, nora] = (await Promise.all([
      at.rep('ann', 'south'),
      at.rep('bob', 'south'),
      at.manager('mia', 'south'),
      at.manager('max', 'sales'),
      at.rep('nora', 'north'),
    ])) as [CallOptions, CallOptions, CallOptions, CallOptions, CallOptions];
    tellEverything();
    await eventually(async () => {
      const { indexedThrough } = await read(max);
      return (
        Number(indexedThrough.customer) === neighbours.customer.events.length &&
        Number(indexedThrough.assignment) === neighbours.assignment.events.length &&
        Number(indexedThrough['follow-up']) === logs.followUp.events.length
      );
    });
  }, 60_000);
  afterAll(async () => {
    await at.stop();
    await Promise.all([neighbours.stop(), ...Object.values(logs).map((log) => log.stop())]);
  });

  const read = (as: CallOptions, request: Partial<proto.GetDashboardRequest> = {}) =>
    at.client.dashboards.getDashboard(request, as);

  /** A lead with its ownership and its stage. */
  function lead(ownerId: string, team: string, stage: string): string {
    const id = randomUUID();
    const path = ['sales', team];
    neighbours.customer.emit('crm.customer.lead.created.v1', id, {
      type: '',
      country: '',
      region: '',
      city: '',
      industry: '',
      source: '',
      productLine: '',
      language: '',
      knownCustomerId: '',
      valueLevel: '',
    });
    const ownership = { ownerId, teamId: team, teamPath: path, poolId: '', cycle: 1, revision: 1, since: '' };
    neighbours.customer.emit('crm.customer.ownership.applied.v1', id, ownership);
    if (stage !== 'STAGE_LEAD') {
      neighbours.customer.emit('crm.customer.stage.changed.v1', id, { from: 'STAGE_LEAD', to: stage });
    }
    return id;
  }

  function obligation(subject: string, ownerId: string, teamId: string, due: Date, ended?: [state: string, at: Date]) {
    const obligationId = `first_contact:${subject}:1`;
    const dueTime = due.toISOString();
    const data = { obligationId, kind: 'first_contact', cycle: 1, ownerId, teamId, dueTime };
    logs.followUp.emit('crm.followup.obligation.opened.v1', subject, { ...data, dueTime: hours(-100).toISOString() });
    logs.followUp.emit('crm.followup.obligation.rescheduled.v1', subject, data);
    if (!ended) return;
    const [state, time] = ended;
    logs.followUp.emit('crm.followup.obligation.closed.v1', subject, { ...data, state }, { time });
  }

  function tellEverything(): void {
    const fulfilled = 'OBLIGATION_STATE_FULFILLED';
    obligation(lead('ann', 'south', 'STAGE_LEAD'), 'ann', 'south', hours(5));
    obligation(lead('ann', 'south', 'STAGE_LEAD'), 'ann', 'south', hours(-2));
    obligation(lead('bob', 'south', 'STAGE_NEED'), 'bob', 'south', hours(50));
    obligation(lead('nora', 'north', 'STAGE_NEED'), 'nora', 'north', hours(-3), [fulfilled, hours(-4)]);
    obligation(lead('ann', 'south', 'STAGE_CONTACT'), 'ann', 'south', hours(-6), [fulfilled, hours(-6)]);
    obligation(lead('bob', 'south', 'STAGE_CONTACT'), 'bob', 'south', hours(-6), [fulfilled, hours(-5)]);
    obligation(lead('bob', 'south', 'STAGE_CONTACT'), 'bob', 'south', hours(-9), [
      'OBLIGATION_STATE_CANCELLED',
      hours(-8),
    ]);
    const converted = lead('ann', 'south', 'STAGE_CONTRACT');
    neighbours.customer.emit('crm.customer.lead.converted.v1', converted, {});
    neighbours.customer.emit('crm.customer.lead.lost.v1', lead('bob', 'south', 'STAGE_NEED'), {});
    const pooled = randomUUID();
    neighbours.give(pooled, 'bob', ['sales', 'south']);
    neighbours.pool(pooled);
    neighbours.give(pooled, 'ann', ['sales', 'south'], { tell: false });
    neighbours.tell('claimed', pooled);
  }

  const work = ({ open: all, due, overdue, firstContact }: proto.Dashboard) => ({
    open: Number(all?.count),
    due: Number(due?.count),
    overdue: Number(overdue?.count),
    met: Number(firstContact?.met),
    missed: Number(firstContact?.missed),
  });
  const stages = ({ funnel }: proto.Dashboard) =>
    Object.fromEntries(
      funnel
        .map(({ stage, leads, customers }) => [stage.slice(6), `${leads?.count}+${customers?.count}`])
        .filter(([, counts]) => counts !== '0+0'),
    );

  it('counts what each caller sees, by owner, team and tree', async () => {
    expect(work(await read(ann))).toEqual({ open: 2, due: 1, overdue: 1, met: 1, missed: 1 });
    expect(work(await read(bob))).toEqual({ open: 1, due: 0, overdue: 0, met: 0, missed: 1 });
    expect(work(await read(mia))).toEqual({ open: 3, due: 1, overdue: 1, met: 1, missed: 2 });
    expect(work(await read(max))).toEqual({ open: 3, due: 1, overdue: 1, met: 2, missed: 2 });
    expect(work(await read(nora))).toEqual({ open: 0, due: 0, overdue: 0, met: 1, missed: 0 });
    expect(stages(await read(max))).toEqual({ LEAD: '2+0', CONTACT: '3+0', NEED: '2+0', CONTRACT: '0+1' });
    expect(stages(await read(ann))).toEqual({ LEAD: '2+0', CONTACT: '1+0', CONTRACT: '0+1' });
  });

  it('narrows within the scope, never beyond it', async () => {
    expect(work(await read(max, { ownerId: 'bob' }))).toEqual(work(await read(bob)));
    expect(work(await read(max, { teamId: 'south' }))).toEqual(work(await read(mia)));
    expect(work(await read(bob, { ownerId: 'ann' }))).toEqual({ open: 0, due: 0, overdue: 0, met: 0, missed: 0 });
    expect(stages(await read(nora, { teamId: 'south' }))).toEqual({});
  });

  it('tells what moved in the pools, and within the period only', async () => {
    const moves = ({ poolMoves }: proto.Dashboard) => poolMoves.map(({ reason, count }) => `${reason}: ${count}`);
    expect(moves(await read(mia))).toEqual(['claimed: 1', 'first_contact_missed: 1']);
    expect(moves(await read(nora))).toEqual([]);
    const earlier = { since: hours(-240), until: hours(-120) };
    const before = await read(max, earlier);
    expect([moves(before), before.firstContact?.met, before.firstContact?.missed]).toEqual([[], 0n, 0n]);
  });

  it('names the records of each figure', async () => {
    const { open: all, overdue, funnel, orders } = await read(max, { ownerId: 'ann' });
    expect(all?.records).toEqual({ path: '/obligations', query: { openOnly: 'true', ownerId: 'ann' } });
    expect(overdue?.records?.query).toMatchObject({ openOnly: 'true', dueBefore: expect.any(String) });
    expect(funnel.find(({ stage }) => stage === 'STAGE_NEED')?.leads?.records).toEqual({
      path: '/customers',
      query: { state: 'CUSTOMER_STATE_LEAD', stage: 'STAGE_NEED', ownerId: 'ann' },
    });
    expect(orders).toEqual([
      {
        month: '2026-12',
        count: 3n,
        total: { currencyCode: 'EUR', minorUnits: 1234n },
        records: {
          path: '/orders',
          query: {
            countedOnly: 'true',
            currencyCode: 'EUR',
            fromDate: '2026-12-01',
            beforeDate: '2027-01-01',
            ownerId: 'ann',
          },
        },
      },
    ]);
    expect(asked.at(-1)).toMatchObject({ ownerId: 'ann', grouping: 'ORDER_GROUPING_MONTH' });
  });

  it('is right again after a rebuild, whatever was lost or damaged', async () => {
    const database = at.config.MONGODB_DATABASE as string;
    const store = { uri: at.config.MONGODB_URI, database, localStore: true };
    const connection = await connectStore(store, createLogger('test', 'error'));
    const before = { work: work(await read(max)), stages: stages(await read(max)) };
    await connection.collection('customer_facts').deleteOne({ ownerId: 'nora' });
    await connection.collection('obligation_facts').updateMany({ ownerId: 'ann' }, { $set: { state: 'X' } });
    const look = async () => ({ work: work(await read(max)), stages: stages(await read(max)) });
    expect(await look()).not.toEqual(before);
    await rebuildFacts(connection);
    await connection.close();
    await eventually(async () => JSON.stringify(await look()) === JSON.stringify(before));
  });

  it('names every fault of a request', async () => {
    const wrong = { ownerId: 'Ann!', teamId: '?', since: hours(48), until: hours(24) };
    expect((await failureOf(read(max, wrong))).fields).toEqual(['owner_id', 'team_id', 'until', 'since']);
    const long = { since: hours(-24 * 400) };
    expect((await failureOf(read(max, long))).fields).toEqual(['since']);
  });
});
