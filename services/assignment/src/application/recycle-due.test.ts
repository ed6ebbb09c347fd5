import { randomUUID } from 'node:crypto';
import { eventually } from '@fairlead/service-kit/dist/testing';
import { createModels, type RecyclePlanDoc } from '../repository/models';
import { createRepositories } from '../repository/repositories';
import { Installation } from '../testing/installation';
import { Calendars } from './calendars';
import { InHand } from './in-hand';
import type { OwnershipDeps } from './ownership-deps';
import { recycleDue } from './recycle-due';
import { sweepPools } from './sweep-pools';

const DAY_MS = 86_400_000;

/** Each step of recycling happens once per cycle, however many sweep at the same moment and wherever one of them dies. */
describe('recycling by several at once', () => {
  let at: Installation;
  let sweepers: OwnershipDeps[];

  beforeAll(async () => {
    // The service's own sweep is out of the way.
    at = await Installation.start(1, { POOL_SWEEP_SECONDS: 3600 });
    await at.makeTeam('south');
    for (const id of ['ann', 'bob']) await at.makeRep(id, 'south');
    await at.client.pools.updatePool(
      {
        pool: { id: 'pool-south', etag: '1', terms: { recycleDays: 10, warnDays: 3 } },
        updateMask: ['terms'],
        requestId: randomUUID(),
      },
      at.as.admin,
    );
    const silent = { info: () => undefined, warn: () => undefined } as never;
    sweepers = Array.from({ length: 5 }, () => ({
      ...createRepositories(
        createModels(at.service.connection.useDb(at.config.MONGODB_DATABASE as string)),
        () => undefined,
      ),
      calendars: new Calendars(),
      customers: { applyOwnership: async () => ({ applied: true }), getCustomer: async () => ({}) },
      inHand: new InHand(),
      // The ledger learns of what is done here by the service's own log.
      allocator: undefined as never,
      facts: undefined as never,
      logger: silent,
    }));
  });
  afterAll(() => at.stop());

  const one = () => sweepers[0] as OwnershipDeps;
  const read = (leadId: string) => at.client.assignment.getOwnership({ leadId }, at.as.service);
  const came = async (leadId: string) =>
    (await at.client.pools.listOwnershipHistory({ leadId }, at.as.admin)).stays.map((stay) => stay.came);
  const planOf = async (leadId: string) => (await one().plans.find(leadId)) as RecyclePlanDoc;
  const warnings = (leadId: string) =>
    planOf(leadId).then(({ pending }) =>
      at.service.connection
        .collection('events')
        .countDocuments({ subject: leadId, type: 'crm.assignment.lead.recycle_warned.v1' })
        .then((logged) => Math.max(logged, pending.length)),
    );

  async function silentLead(): Promise<string> {
    const leadId = at.customer.addLead();
    await at.decided(leadId);
    const ann = await at.rep('ann', 'south');
    await at.client.pools.claimLead({ leadId, requestId: randomUUID() }, ann);
    await eventually(async () => (await read(leadId)).recycleTime !== undefined);
    return leadId;
  }
  const allAt = (leadId: string, days: number) =>
    planOf(leadId).then((plan) => {
      const context = { now: new Date(Date.now() + days * DAY_MS), actor: 'service:assignment' };
      return Promise.all(sweepers.map((deps) => recycleDue(deps, {}, plan, context)));
    });

  it('warns once, and takes back once', async () => {
    const leadId = await silentLead();
    const warned = await allAt(leadId, 8);
    expect(warned.filter(Boolean)).toHaveLength(1);
    expect(await warnings(leadId)).toBe(1);
    await allAt(leadId, 11);
    expect(await came(leadId)).toEqual(['not_contacted', 'claimed', 'no_eligible_rep']);
    expect((await planOf(leadId)).dueAt).toBeUndefined();
    expect(await warnings(leadId)).toBe(1);
    await allAt(leadId, 30);
    expect(await came(leadId)).toHaveLength(3);
  });

  it('goes on where one died between the taking and its note', async () => {
    const leadId = await silentLead();
    await allAt(leadId, 8);
    const { dueAt, recycleAt } = await planOf(leadId);
    await allAt(leadId, 11);
    const plans = at.service.connection.collection<{ _id: string }>('recycle_plans');
    await plans.updateOne({ _id: leadId }, { $set: { dueAt, recycleAt } });
    await allAt(leadId, 12);
    expect(await came(leadId)).toHaveLength(3);
    expect((await planOf(leadId)).dueAt).toBeUndefined();
  });

  it('leaves the next cycle alone, which has days of its own', async () => {
    const leadId = await silentLead();
    const stale = await planOf(leadId);
    await at.client.assignment.assignLead({ leadId, repId: 'bob', requestId: randomUUID() }, at.as.admin);
    await eventually(async () => (await planOf(leadId)).ownerId === 'bob');
    const context = { now: new Date(Date.now() + 30 * DAY_MS), actor: 'service:assignment' };
    await Promise.all(sweepers.map((deps) => recycleDue(deps, {}, stale, context)));
    expect((await read(leadId)).ownership?.ownerId).toBe('bob');
    expect((await planOf(leadId)).dueAt).toBeDefined();
  });

  it('takes back what became due while nobody swept, after the days of the warning', async () => {
    const leadId = await silentLead();
    const sweep = (days: number) => sweepPools(one(), {}, new Date(Date.now() + days * DAY_MS));
    await sweep(40);
    expect((await read(leadId)).ownership?.ownerId).toBe('ann');
    expect(await warnings(leadId)).toBe(1);
    await sweep(42);
    expect((await read(leadId)).ownership?.ownerId).toBe('ann');
    await sweep(44);
    expect((await read(leadId)).poolReason).toBe('not_contacted');
  });
});
