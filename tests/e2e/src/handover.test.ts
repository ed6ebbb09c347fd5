import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { secretFiles } from '@fairlead/local';
import { event } from '@fairlead/proto';
import { ServiceTokens } from '@fairlead/service-kit';
import { callOptions, openTestClient } from '@fairlead/service-kit/dist/testing';
import { eventually } from './support/eventually';
import { manager, rep, TestPlatform } from './support/platform';
import type { Rest } from './support/rest';

const LEADS = 120;
const CUSTOMERS = 60;
const TASKS = 60;
const DRAFTS = 30;
const ORDERS = 30;
const REGISTRATIONS = 20;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Level {
  id: string;
  dueTime: string;
  recordTime?: string;
}
interface Obligation {
  subject: string;
  ownerId: string;
  state: string;
  levels: Level[];
}
interface Item {
  leadId: string;
  toRepId: string;
  moveTime: string;
  returnTime?: string;
}

/** Working milliseconds of a calendar that is open from midnight to noon UTC each day. */
function morningsBetween(from: number, to: number): number {
  let sum = 0;
  for (let day = Math.floor(from / DAY) * DAY; day < to; day += DAY) {
    sum += Math.max(0, Math.min(to, day + 12 * HOUR) - Math.max(from, day));
  }
  return sum;
}

/** Promise: a rep leaves, and everything goes on with somebody else: nothing is lost, no clock starts anew, all may be undone. */
describe('a handover', () => {
  let at: TestPlatform;
  let mia: Rest;
  let ann: Rest;
  let bob: Rest;
  let cora: Rest;
  const leads: string[] = [];
  const customers: string[] = [];

  beforeAll(async () => {
    at = await TestPlatform.start(25);
    const mornings = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, slots: [{ from: '00:00', to: '12:00' }] }));
    const calendar = { id: 'mornings', displayName: 'Mornings', timeZone: 'UTC', weekdays: mornings };
    expect((await at.admin.post('/calendars', { ...calendar, holidayRegion: 'none' })).status).toBe(201);
    await at.admin.post('/teams', { id: 'south', displayName: 'South' });
    await at.admin.post('/teams', { id: 'north', displayName: 'North', calendarId: 'mornings' });
    for (const [id, teamId] of [
      ['ann', 'south'],
      ['bob', 'south'],
      ['mia', 'south'],
      ['cora', 'north'],
    ])
      await at.admin.post('/reps', { id, displayName: id, teamId });
    const { body: south } = await at.admin.get('/teams/south');
    await at.admin.patch('/teams/south', { managerId: 'mia' }, `"${south.etag}"`);
    // A first reminder after a few seconds, the others much later: what was told is not told again.
    const { body: policy } = await at.admin.get('/clock-policies/first-contact');
    const changed = { duration: '3600s', reminderFractions: [0.001, 0.9] };
    expect((await at.admin.patch('/clock-policies/first-contact', changed, `"${policy.etag}"`)).status).toBe(200);
    [mia, ann, bob, cora] = await Promise.all([
      at.rest(manager('mia', 'south')),
      at.rest(rep('ann', 'south')),
      at.rest(rep('bob', 'south')),
      at.rest(rep('cora', 'north')),
    ]);
    await makeRecords();
  }, 300_000);
  afterAll(() => at?.stop(), 60_000);

  async function makeRecords(): Promise<void> {
    const all = await inParallel(LEADS + CUSTOMERS, async (index) => {
      const { body } = await at.admin.post('/leads', { displayName: `Customer ${index}` });
      await eventually(async () => (await at.admin.get(`/customers/${body.id}`)).body.ownership?.teamId);
      expect((await at.admin.post(`/leads/${body.id}:assign`, { repId: 'ann' })).status).toBe(200);
      return body.id as string;
    });
    leads.push(...all.slice(0, LEADS));
    customers.push(...all.slice(LEADS));
    await inParallel(CUSTOMERS, async (index) => {
      const path = `/customers/${customers[index]}`;
      const { body } = await ann.get(path);
      const headers = { 'idempotency-key': randomUUID(), 'if-match': `"${body.etag}"` };
      expect((await ann.call('POST', `${path}:convert`, {}, headers)).status).toBe(200);
    });
    const dueTime = new Date(Date.now() + DAY).toISOString();
    await inParallel(TASKS, async (index) => {
      await ann.post('/tasks', { customerId: all[index * 3], title: `Task ${index}`, dueTime });
    });
    await at.admin.post('/products', {
      id: 'probe',
      displayName: 'Probe',
      listPrice: { currencyCode: 'EUR', minorUnits: '100' },
    });
    await inParallel(DRAFTS + ORDERS, async (index) => {
      const lines = [{ productId: 'probe', quantity: '1' }];
      const draft = { customerId: customers[index], currencyCode: 'EUR', orderDate: '2026-11-27', lines };
      const { body } = await ann.post('/orders', draft);
      if (index >= DRAFTS) await ann.post(`/orders/${body.id}:confirm`);
    });
    await inParallel(REGISTRATIONS, async (index) => {
      expect((await ann.post('/registrations', { displayName: `Prospect ${index}` })).status).toBe(201);
    });
    await eventually(
      async () => {
        const open = (await obligations()).filter(({ state }) => state === 'OBLIGATION_STATE_OPEN');
        return open.length === LEADS && open.every(({ levels }) => levels[0]?.recordTime);
      },
      { ms: 90_000, what: 'The first reminder of each clock' },
    );
  }

  async function inParallel<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
    const results: T[] = [];
    let next = 0;
    const worker = async () => {
      for (let index = next++; index < count; index = next++) results[index] = await work(index);
    };
    await Promise.all(Array.from({ length: 6 }, worker));
    return results;
  }

  async function readAll<T>(path: string, field: string): Promise<T[]> {
    const rows: T[] = [];
    for (let pageToken = ''; ; ) {
      const { body, status } = await at.admin.get(
        `${path}${path.includes('?') ? '&' : '?'}pageSize=100&pageToken=${encodeURIComponent(pageToken)}`,
      );
      expect([path, status]).toEqual([path, 200]);
      rows.push(...body[field]);
      pageToken = body.nextPageToken;
      if (!pageToken) return rows;
    }
  }
  const obligations = () => readAll<Obligation>('/obligations', 'obligations');
  const clocks = async () =>
    new Map(
      (await obligations())
        .filter(({ state }) => state === 'OBLIGATION_STATE_OPEN')
        .map((each) => [each.subject, each]),
    );
  const ownerships = async () => {
    const rows = await readAll<{ id: string; ownership: Record<string, unknown> }>('/customers', 'customers');
    return Object.fromEntries(rows.map(({ id, ownership: { revision: _revision, ...rest } }) => [id, rest]));
  };
  const countByOwner = (rows: { ownerId: string }[]) => {
    const counts: Record<string, number> = {};
    for (const { ownerId } of rows) counts[ownerId] = (counts[ownerId] ?? 0) + 1;
    return counts;
  };
  const openTasks = () => readAll<{ id: string; ownerId: string; customerId: string }>('/tasks?openOnly=true', 'tasks');
  const orders = () => readAll<{ id: string; ownerId: string; customerId: string; state: string }>('/orders', 'orders');
  const registrations = async () =>
    Object.fromEntries(
      (
        await readAll<{ id: string; registrantId: string; teamId: string; protectedUntil: string }>(
          '/registrations',
          'registrations',
        )
      ).map(({ id, registrantId, teamId, protectedUntil }) => [id, { registrantId, teamId, protectedUntil }]),
    );
  const holdings = async () =>
    Object.fromEntries(
      (await readAll<{ id: string; openLeads: number }>('/reps', 'reps')).map(({ id, openLeads }) => [id, openLeads]),
    );
  const stateOf = async (id: string) => (await at.admin.get(`/handovers/${id}`)).body.state as string;

  /** Kills one process after the other, and waits until the handover has come to a state. */
  async function underKillsUntil(id: string, state: string): Promise<number> {
    const { supervisor } = at.platform;
    let kills = 0;
    for (const victim of ['assignment', 'worker', 'follow-up', 'customer', 'assignment', 'follow-up', 'worker']) {
      if ((await stateOf(id)) === state) return kills;
      supervisor.signal(victim, 'SIGKILL');
      kills += 1;
      await eventually(async () => !supervisor.isReady(victim));
      await eventually(async () => supervisor.isReady(victim));
      await sleep(1500);
    }
    await eventually(async () => (await stateOf(id)) === state, { ms: 120_000, what: `The state ${state}` });
    return kills;
  }

  /** What a handover told of each customer. */
  async function moves(handoverId: string): Promise<Map<string, string[]>> {
    const log = openTestClient(event.EventLogServiceDefinition, at.port('assignment'));
    const token = await ServiceTokens.fromFile('workflows', secretFiles(at.dataDir).serviceKey).token();
    const found = new Map<string, string[]>();
    const types = ['crm.assignment.lead.handed_over.v1'];
    for await (const { item } of log.subscribe({ types, untilHead: true }, callOptions(token))) {
      if (item?.$case !== 'event' || item.value.data?.handoverId !== handoverId) continue;
      const { subject, data } = item.value;
      found.set(subject, [...(found.get(subject) ?? []), `${data?.previousOwnerId}>${data?.ownerId}`]);
    }
    log.close();
    return found;
  }

  const leaving = {
    fromRepId: 'ann',
    reason: 'HANDOVER_REASON_LEAVES',
    mode: 'HANDOVER_MODE_PERMANENT',
    note: 'Thank you.',
  };
  const SHARED = {
    rule: 'RECEIVER_RULE_SHARES',
    shares: [
      { repId: 'bob', weight: 2 },
      { repId: 'cora', weight: 1 },
    ],
  };

  it('to oneself or to somebody who left is refused by name, and nothing changes', async () => {
    await at.admin.post('/reps', { id: 'gone', displayName: 'Gone', teamId: 'south' });
    const { body: gone } = await at.admin.get('/reps/gone');
    await at.admin.patch('/reps/gone', { active: false }, `"${gone.etag}"`);
    const before = await ownerships();
    for (const [plan, field] of [
      [{ leadsTo: 'ann' }, 'plan.leadsTo'],
      [{ customersTo: 'gone' }, 'plan.customersTo'],
      [{ named: [{ leadId: leads[0], repId: 'ann' }] }, 'plan.named[0].repId'],
      [{ ...SHARED, shares: [{ repId: 'gone', weight: 1 }] }, 'plan.shares[0].repId'],
    ] as const) {
      const { status, body } = await ann.post('/handovers', { ...leaving, plan });
      expect([status, body.faults.map((fault: { field: string }) => fault.field)]).toEqual([400, [field]]);
    }
    expect((await at.admin.get('/handovers')).body.handovers).toEqual([]);
    expect(await ownerships()).toEqual(before);
  }, 60_000);

  it('of 300 open things passes all of them on under kills, and takes all of them back', async () => {
    const before = {
      ownerships: await ownerships(),
      clocks: await clocks(),
      tasks: await openTasks(),
      orders: await orders(),
      registrations: await registrations(),
      holdings: await holdings(),
    };
    expect(before.holdings).toMatchObject({ ann: LEADS, bob: 0, cora: 0 });
    const { body: preview } = await ann.post('/handovers:preview', { fromRepId: 'ann', plan: SHARED });
    expect(preview).toMatchObject({
      openLeads: LEADS,
      customers: CUSTOMERS,
      work: [
        { kind: 'open_tasks', count: TASKS },
        { kind: 'running_clocks', count: LEADS },
        { kind: 'tasks_elsewhere', count: 0 },
        { kind: 'open_cases', count: 0 },
        { kind: 'draft_orders', count: DRAFTS },
        { kind: 'open_orders', count: ORDERS },
        { kind: 'registrations', count: REGISTRATIONS },
      ],
      withoutReceiver: 0,
    });
    const { body: draft, status } = await ann.post('/handovers', { ...leaving, plan: SHARED });
    expect(status).toBe(201);
    const note = { leadId: customers[0], specialPromises: 'Two percent more.', negotiationState: 'Price is open.' };
    expect((await ann.post(`/handovers/${draft.id}/notes`, note)).status).toBe(200);
    expect((await ann.post(`/handovers/${draft.id}:submit`)).status).toBe(200);
    expect((await ann.post(`/handovers/${draft.id}:approve`)).status).toBe(403);
    const approved = Date.now();
    expect((await mia.post(`/handovers/${draft.id}:approve`)).status).toBe(200);
    const kills = await underKillsUntil(draft.id, 'HANDOVER_STATE_AWAITING_ACKNOWLEDGEMENT');
    expect(kills).toBeGreaterThan(0);

    // Everything is with somebody, everything once.
    const { body: arrived } = await mia.get(`/handovers/${draft.id}`);
    expect(arrived.progress).toEqual({ planned: 0, moved: LEADS + CUSTOMERS, skipped: 0, returned: 0, kept: 0 });
    const items = new Map(
      (await readAll<Item>(`/handovers/${draft.id}/items`, 'items')).map((item) => [item.leadId, item]),
    );
    expect(items.size).toBe(LEADS + CUSTOMERS);
    const after = await ownerships();
    for (const [id, ownership] of Object.entries(after)) {
      const { ownerId, cycle, since } = ownership as Record<string, unknown>;
      const was = before.ownerships[id] as Record<string, unknown>;
      expect([ownerId, cycle, since]).toEqual([items.get(id)?.toRepId, was.cycle, was.since]);
    }
    for (const told of (await moves(draft.id)).values()) expect(told).toHaveLength(1);
    await settled(
      before,
      async () => (await clocks()).values(),
      (id) => items.get(id)?.toRepId,
    );
    const receiversOf = Object.values(await registrations()).map(({ registrantId }) => registrantId);
    const [receiver = ''] = receiversOf;
    expect(['bob', 'cora']).toContain(receiver);
    expect(receiversOf).toEqual(Array(REGISTRATIONS).fill(receiver));
    expect(
      arrived.receivers.map(({ repId, registrations: came }: { repId: string; registrations: number }) => [
        repId,
        came,
      ]),
    ).toContainEqual([receiver, REGISTRATIONS]);
    const held = await holdings();
    expect([held.ann, (held.bob ?? 0) + (held.cora ?? 0)]).toEqual([0, LEADS]);
    expect(held.cora).toBeGreaterThan(LEADS / 4);
    const moved = { tasks: await openTasks(), orders: await orders() };
    expect([moved.tasks.length, moved.orders.length]).toEqual([TASKS, DRAFTS + ORDERS]);
    for (const { customerId, ownerId } of [...moved.tasks, ...moved.orders])
      expect(ownerId).toBe(items.get(customerId)?.toRepId);

    // Each clock goes on with what was left when it stood still, in the working time of its new owner.
    const running = await clocks();
    for (const [id, was] of before.clocks) {
      const is = running.get(id) as Obligation;
      const arrivedAt = Date.parse(items.get(id)?.moveTime ?? '');
      const worked = is.ownerId === 'cora' ? morningsBetween : (from: number, to: number) => to - from;
      expect(is.levels[0]).toEqual(was.levels[0]);
      const stoodStillAt = is.levels
        .slice(1)
        .map(
          ({ dueTime }, index) =>
            Date.parse(was.levels[index + 1]?.dueTime ?? '') - worked(arrivedAt, Date.parse(dueTime)),
        );
      for (const instant of stoodStillAt) {
        // One instant for all levels, after the approval and before the arrival.
        expect(Math.abs(instant - (stoodStillAt[0] as number))).toBeLessThanOrEqual(1);
        expect(instant).toBeGreaterThanOrEqual(approved);
        expect(instant).toBeLessThanOrEqual(arrivedAt);
      }
    }

    // Each receiver sees what came, with its note, and takes note of it.
    const summaryOf = async (as: Rest) =>
      eventually(async () =>
        (await as.get('/notifications')).body.notifications.find(
          ({ kind }: { kind: string }) => kind === 'handover_receiver',
        ),
      );
    const [toBob, toCora] = [await summaryOf(bob), await summaryOf(cora)];
    expect(Number(toBob.params.leads) + Number(toCora.params.leads)).toBe(LEADS);
    expect(Number(toBob.params.customers) + Number(toCora.params.customers)).toBe(CUSTOMERS);
    const { body: own } = await bob.get(`/handovers/${draft.id}/items?pageSize=100`);
    for (const { toRepId } of own.items) expect(toRepId).toBe('bob');
    expect(Object.keys(own.customerNames)).toHaveLength(own.items.length);
    const notes = (await readAll<{ note?: object }>(`/handovers/${draft.id}/items`, 'items')).filter(
      (each) => each.note,
    );
    expect(notes).toMatchObject([{ leadId: customers[0], note: { specialPromises: 'Two percent more.' } }]);
    expect((await bob.post(`/handovers/${draft.id}:acknowledge`)).body.state).toBe(
      'HANDOVER_STATE_AWAITING_ACKNOWLEDGEMENT',
    );
    expect((await cora.post(`/handovers/${draft.id}:acknowledge`)).body.state).toBe('HANDOVER_STATE_DONE');

    // And back, whatever dies.
    expect((await bob.post(`/handovers/${draft.id}:undo`)).status).toBe(403);
    const undone = Date.now();
    expect((await mia.post(`/handovers/${draft.id}:undo`)).status).toBe(200);
    await underKillsUntil(draft.id, 'HANDOVER_STATE_UNDONE');
    const { body: returned } = await mia.get(`/handovers/${draft.id}`);
    expect(returned.progress).toMatchObject({ moved: 0, returned: LEADS + CUSTOMERS, kept: 0 });
    await settled(
      before,
      async () => (await clocks()).values(),
      () => 'ann',
    );
    expect(await ownerships()).toEqual(before.ownerships);
    expect(await holdings()).toMatchObject(before.holdings);
    const byId = <R extends { id: string; ownerId: string }>(rows: R[]) =>
      Object.fromEntries(rows.map(({ id, ownerId }) => [id, ownerId]));
    expect(byId(await openTasks())).toEqual(byId(before.tasks));
    expect(byId(await orders())).toEqual(byId(before.orders));
    expect(await registrations()).toEqual(before.registrations);
    for (const told of (await moves(draft.id)).values()) expect(told).toHaveLength(2);
    const back = await clocks();
    for (const [id, was] of before.clocks) {
      const is = back.get(id) as Obligation;
      expect(is.levels[0]).toEqual(was.levels[0]);
      if (items.get(id)?.toRepId !== 'bob') continue;
      // Bob and Ann work around the clock: all levels are later by the two pauses, and by nothing else.
      const later = is.levels
        .slice(1)
        .map(({ dueTime }, index) => Date.parse(dueTime) - Date.parse(was.levels[index + 1]?.dueTime ?? ''));
      const pauses = Date.parse(items.get(id)?.moveTime ?? '') - approved + (Date.now() - undone);
      for (const ms of later) expect([ms >= 0, ms <= pauses, ms === later[0]]).toEqual([true, true, true]);
    }
    // The first reminder of a lead was told once, whoever owned it then.
    const reminders = (await ann.get('/notifications?pageSize=200')).body.notifications.filter(
      ({ kind }: { kind: string }) => kind === 'first_contact_reminder',
    );
    const subjects = reminders.map(({ subject }: { subject: string }) => subject);
    expect(new Set(subjects).size).toBe(subjects.length);
    expect(countByOwner([...back.values()])).toEqual({ ann: LEADS });
  }, 480_000);

  /** Follow-up, order and customer have followed the last move. */
  async function settled(
    before: { tasks: { customerId: string }[] },
    read: () => Promise<Iterable<Obligation>>,
    ownerOf: (leadId: string) => string | undefined,
  ): Promise<void> {
    const look = async () => {
      const here = [...(await read())].every(({ subject, ownerId }) => ownerId === ownerOf(subject));
      const tasks = await openTasks();
      const all = [...tasks, ...(await orders())];
      return (
        here && tasks.length === before.tasks.length && all.every((each) => each.ownerId === ownerOf(each.customerId))
      );
    };
    await eventually(look, { ms: 60_000, what: 'Following the handover' });
  }
});
