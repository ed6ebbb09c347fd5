import { randomUUID } from 'node:crypto';
import type { assignment } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import { findDifferences } from './application/sweep-holdings';
import { createModels } from './repository/models';
import { createRepositories } from './repository/repositories';
import { Installation } from './testing/installation';

/** Limits and claims while two instances serve one database. */
describe('two instances under contention', () => {
  let at: Installation;

  beforeAll(async () => {
    at = await Installation.start(2);
    await at.makeTeam('south', { poolPolicy: { coolDownSeconds: 60n, holdingLimit: 20 } });
  });
  afterAll(() => at.stop());

  const claim = (index: number, leadId: string, options: Awaited<ReturnType<Installation['rep']>>) =>
    at.clients[index % 2]!.pools.claimLead({ leadId, requestId: randomUUID() }, options);

  const pooledLeads = async (count: number) => {
    const leads = Array.from({ length: count }, () => at.customer.addLead());
    await Promise.all(leads.map((leadId) => at.decided(leadId)));
    return leads;
  };

  const openLeads = async (repId: string) => (await at.client.organization.getRep({ repId }, at.as.admin)).openLeads;

  it('lets one of 200 simultaneous claims win and names why to the others', async () => {
    const reps = Array.from({ length: 200 }, (_, index) => `claimer-${index}`);
    for (const id of reps) await at.makeRep(id, 'south');
    const callers = await Promise.all(reps.map((id) => at.rep(id, 'south')));
    const [leadId = ''] = await pooledLeads(1);
    const results = await Promise.all(
      callers.map((caller, index) =>
        claim(index, leadId, caller).then(
          (won) => won.ownership?.ownerId ?? '',
          async (error: unknown) => (await failureOf(Promise.reject(error))).reason,
        ),
      ),
    );
    const winners = results.filter((result) => result.startsWith('claimer-'));
    expect(winners).toHaveLength(1);
    expect(results.filter((result) => result === 'ALREADY_CLAIMED')).toHaveLength(199);
    const { ownership } = await at.decided(leadId);
    expect(ownership).toMatchObject({ ownerId: winners[0], cycle: 2 });
    const { reps: listed } = await at.client.organization.listReps({ pageSize: 500 }, at.as.admin);
    expect(listed.filter((rep) => rep.openLeads > 0).map(({ id, openLeads: held }) => [id, held])).toEqual([
      [winners[0], 1],
    ]);
  }, 120_000);

  it('keeps a holding limit of 20 exactly under 50 parallel claims', async () => {
    await at.makeRep('ann', 'south');
    const ann = await at.rep('ann', 'south');
    const leads = await pooledLeads(50);
    const results = await Promise.all(
      leads.map((leadId, index) =>
        claim(index, leadId, ann).then(
          () => 'won',
          async (error: unknown) => (await failureOf(Promise.reject(error))).reason,
        ),
      ),
    );
    expect(results.filter((result) => result === 'won')).toHaveLength(20);
    expect(results.filter((result) => result === 'HOLDING_LIMIT')).toHaveLength(30);
    expect(await openLeads('ann')).toBe(20);
  }, 120_000);

  it('gives one answer to one command that arrives many times at once', async () => {
    await at.makeRep('bob', 'south');
    const bob = await at.rep('bob', 'south');
    const [leadId = ''] = await pooledLeads(1);
    const requestId = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => at.clients[index % 2]!.pools.claimLead({ leadId, requestId }, bob)),
    );
    expect(new Set(answers.map(({ etag }) => etag)).size).toBe(1);
    expect(answers[0]?.ownership).toMatchObject({ ownerId: 'bob', cycle: 2 });
    expect(await openLeads('bob')).toBe(1);
  }, 60_000);

  it('balances leads that arrive at once exactly, and holdings agree with ownerships at the end', async () => {
    const reps = ['r1', 'r2', 'r3', 'r4', 'r5'];
    await at.makeTeam('west');
    for (const id of reps) await at.makeRep(id, 'west');
    await at.publish([{ id: 'west', condition: 'lead.region == "west"', teamIds: ['west'] }], 'south');
    const leads = Array.from({ length: 40 }, () => at.customer.addLead({ region: 'west' }));
    const owned = await Promise.all(leads.map((leadId) => at.decided(leadId)));
    expect(countByOwner(owned)).toEqual(Object.fromEntries(reps.map((id) => [id, 8])));
    await eventually(() => at.customer.copies.size >= 40);
    const repositories = createRepositories(
      createModels(at.service.connection.useDb(at.config.MONGODB_DATABASE!)),
      () => undefined,
    );
    await eventually(async () => (await findDifferences(repositories, new Date(Date.now() + 60_000))).length === 0);
  }, 60_000);
});

function countByOwner(owned: assignment.LeadOwnership[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { ownership } of owned) {
    const ownerId = ownership?.ownerId ?? '';
    counts[ownerId] = (counts[ownerId] ?? 0) + 1;
  }
  return counts;
}
