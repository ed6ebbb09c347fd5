import { randomUUID } from 'node:crypto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { findPoolDifferences } from './application/compare-pools';
import { findDifferences } from './application/sweep-holdings';
import type { HoldingEntry } from './domain/holding';
import { createModels } from './repository/models';
import { createRepositories } from './repository/repositories';
import { Installation } from './testing/installation';

interface HoldingRecord {
  _id: string;
  entries: HoldingEntry[];
  claims?: { leadId: string }[];
}

/** What a process leaves behind that dies in the middle of a claim: the count of the day comes out right all the same. */
describe('a claim that was broken off', () => {
  let at: Installation;
  let reps = 0;

  beforeAll(async () => {
    at = await Installation.start();
    await at.makeTeam('south');
    await at.client.pools.createPool(
      {
        pool: { id: 'rationed', teamId: 'south', displayName: 'Rationed', terms: { claimsPerDay: 2 } },
        requestId: randomUUID(),
      },
      at.as.admin,
    );
  });
  afterAll(() => at.stop());

  const holdings = () => at.service.connection.collection<HoldingRecord>('holdings');
  const holdingOf = async (repId: string) => (await holdings().findOne({ _id: repId })) as HoldingRecord;
  const claim = (leadId: string, caller: CallOptions) =>
    at.client.pools.claimLead({ leadId, requestId: randomUUID() }, caller);
  const revisionOf = async (leadId: string) =>
    Number((await at.client.assignment.getOwnership({ leadId }, at.as.service)).etag);

  async function someRep(): Promise<{ id: string; caller: CallOptions }> {
    reps += 1;
    const id = `rep-${reps}`;
    await at.makeRep(id, 'south');
    return { id, caller: await at.rep(id, 'south') };
  }
  async function rationedLead(): Promise<string> {
    const leadId = at.customer.addLead();
    await at.decided(leadId);
    await at.client.pools.moveToPool(
      { leadId, poolId: 'rationed', reason: 'For the test.', requestId: randomUUID() },
      at.as.admin,
    );
    return leadId;
  }
  /** The reservation of a claim that began a while ago, as its process left it. */
  const leftBehind = (leadId: string, ownershipRevision: number): HoldingEntry => ({
    leadId,
    ownershipRevision,
    state: 'reserved',
    reservedAt: new Date(Date.now() - 60_000),
    claim: { poolId: 'rationed', day: new Date().toISOString().slice(0, 10), cycle: 2 },
  });
  /** Writes what a dead process left while none lives, and starts one again, whose sweep settles it. */
  async function afterCrash(repId: string, left: Partial<HoldingRecord>): Promise<HoldingRecord> {
    await holdings().updateOne({ _id: repId }, { $set: left });
    await at.removeInstance();
    await at.addInstance();
    return eventually(async () => {
      const holding = await holdingOf(repId);
      return holding.entries.every(({ state }) => state === 'confirmed') && holding;
    });
  }
  async function agreement(): Promise<void> {
    const connection = at.service.connection.useDb(at.config.MONGODB_DATABASE as string);
    const repositories = createRepositories(createModels(connection), () => undefined);
    const later = new Date(Date.now() + 60_000);
    expect(await findDifferences(repositories, later)).toEqual([]);
    expect(await findPoolDifferences(repositories, later)).toEqual([]);
  }

  it('before it took the lead: nothing is counted, and the quota is whole', async () => {
    const { id, caller } = await someRep();
    const [left, other, third, more] = [
      await rationedLead(),
      await rationedLead(),
      await rationedLead(),
      await rationedLead(),
    ];
    await claim(other, caller);
    const { entries } = await holdingOf(id);
    const holding = await afterCrash(id, { entries: [...entries, leftBehind(left, await revisionOf(left))] });
    expect(holding.entries.map(({ leadId }) => leadId)).toEqual([other]);
    expect(holding.claims?.map(({ leadId }) => leadId)).toEqual([other]);
    await claim(third, caller);
    expect((await failureOf(claim(more, caller))).reason).toBe('DAILY_QUOTA');
    await agreement();
  }, 60_000);

  it('after it took the lead: it is counted, once', async () => {
    const { id, caller } = await someRep();
    const leadId = await rationedLead();
    const revision = await revisionOf(leadId);
    await claim(leadId, caller);
    const holding = await afterCrash(id, { entries: [leftBehind(leadId, revision)], claims: [] });
    expect(holding.entries.map((entry) => [entry.leadId, entry.state])).toEqual([[leadId, 'confirmed']]);
    expect(holding.claims?.map((each) => each.leadId)).toEqual([leadId]);
    await agreement();
  }, 60_000);

  it('after it took a lead that was given back since: it is counted still', async () => {
    const { id, caller } = await someRep();
    const leadId = await rationedLead();
    const revision = await revisionOf(leadId);
    await claim(leadId, caller);
    await at.client.pools.returnLead({ leadId, cycle: 2, reason: 'No.', requestId: randomUUID() }, caller);
    const holding = await afterCrash(id, { entries: [leftBehind(leadId, revision)], claims: [] });
    expect(holding.entries).toEqual([]);
    expect(holding.claims?.map((each) => each.leadId)).toEqual([leadId]);
    await agreement();
  }, 60_000);

  it('after somebody else took the lead: it is not counted', async () => {
    const [{ id }, other] = [await someRep(), await someRep()];
    const leadId = await rationedLead();
    const revision = await revisionOf(leadId);
    await claim(leadId, other.caller);
    await at.client.organization.getRep({ repId: id }, at.as.admin);
    await holdings().insertOne({ ...(await holdingOf(other.id)), _id: id, entries: [], claims: [] });
    const holding = await afterCrash(id, { entries: [leftBehind(leadId, revision)] });
    expect([holding.entries, holding.claims]).toEqual([[], []]);
    await agreement();
  }, 60_000);

  it('and its lead claimed by the same rep again later: both are counted', async () => {
    const { id, caller } = await someRep();
    const leadId = await rationedLead();
    const revision = await revisionOf(leadId);
    await claim(leadId, caller);
    await at.client.pools.returnLead({ leadId, cycle: 2, reason: 'No.', requestId: randomUUID() }, caller);
    const ownerships = at.service.connection.collection<{ _id: string }>('lead_ownerships');
    await ownerships.updateOne({ _id: leadId }, { $set: { barredRepId: '' } });
    await holdings().updateOne({ _id: id }, { $set: { entries: [leftBehind(leadId, revision)], claims: [] } });
    await claim(leadId, caller);
    await eventually(async () => (await holdingOf(id)).claims?.length === 2);
    await agreement();
  }, 60_000);
});
