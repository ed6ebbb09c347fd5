import { randomUUID } from 'node:crypto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import { Installation } from '../testing/installation';

describe('PoolService', () => {
  let at: Installation;

  beforeAll(async () => {
    at = await Installation.start();
    await at.makeTeam('south');
    await at.makeRep('ann', 'south');
  });
  afterAll(() => at.stop());

  it('lets a rep claim a pooled lead', async () => {
    const leadId = at.customer.addLead();
    const pooled = await at.decided(leadId);
    expect(pooled).toMatchObject({ poolReason: 'no_eligible_rep', ownership: { poolId: 'pool-south', cycle: 1 } });
    const ann = await at.rep('ann', 'south');
    const claimed = await at.client.pools.claimLead({ leadId, requestId: randomUUID() }, ann);
    expect(claimed.ownership).toMatchObject({ ownerId: 'ann', poolId: '', cycle: 2 });
    expect(at.customer.copies.get(leadId)).toMatchObject({ ownerId: 'ann', cycle: 2 });
    expect(await failureOf(at.client.pools.claimLead({ leadId, requestId: randomUUID() }, ann))).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'ALREADY_CLAIMED',
    });
    const decisions = await at.client.assignment.listDecisions({ leadId }, ann);
    expect(decisions.decisions.map(({ kind }) => kind)).toEqual(['DECISION_KIND_CLAIM', 'DECISION_KIND_RULES']);
    expect(await eventually(async () => (await at.client.organization.getRep({ repId: 'ann' }, ann)).openLeads)).toBe(
      1,
    );
  });
});
