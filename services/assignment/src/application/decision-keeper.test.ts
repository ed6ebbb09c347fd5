import { randomUUID } from 'node:crypto';
import { eventually } from '@fairlead/service-kit/dist/testing';
import { openTestStore, testLogger } from '@fairlead/service-kit/dist/testing/store';
import type { Connection } from 'mongoose';
import { undecided } from '../domain/ownership';
import { Ledger } from '../repository/ledger';
import { createModels } from '../repository/models';
import { createRepositories } from '../repository/repositories';
import { GERMAN_LEAD } from '../testing/customer-neighbour';
import { Installation } from '../testing/installation';
import { Allocator } from './allocator';
import { RuleBook } from './rule-book';

/** Promise: a decision whose process died before it was written into the ownership is completed by another one. */
describe('a decision of a dead process', () => {
  let at: Installation;
  let store: Connection;
  beforeAll(async () => {
    at = await Installation.start();
    await at.makeTeam('south');
    await at.makeRep('ann', 'south');
    await at.publish([{ id: 'all', condition: 'true', teamIds: ['south'] }], 'south');
    store = await openTestStore(at.config.MONGODB_DATABASE);
  });
  afterAll(async () => {
    await store.close();
    await at.stop();
  });

  it('comes into the ownership, the holding and to customer, once', async () => {
    const { ownerships, ruleSets } = createRepositories(createModels(store), () => undefined);
    const leadId = randomUUID();
    const context = { now: new Date(), actor: 'service:assignment' };
    const { doc } = await ownerships.store.create(leadId, undecided(GERMAN_LEAD, 'creator'), [], context);
    // What a process does until it dies right after the ledger has it.
    const allocator = new Allocator(new Ledger(store), new RuleBook(ruleSets), testLogger);
    const lead = { attributes: GERMAN_LEAD, knownOwnerId: '', barredRepId: '' };
    const entry = await allocator.decide({ leadId, revision: doc.revision, lead });
    expect(entry?.decision.ownerId).toBe('ann');
    await eventually(async () => (await ownerships.find(leadId))?.cycle === 1, 30_000);
    expect(await ownerships.find(leadId)).toMatchObject({
      ownerId: 'ann',
      cycle: 1,
      decision: { sequence: entry?._id },
    });
    await eventually(() => at.customer.copies.get(leadId)?.ownerId === 'ann');
    const { openLeads } = await at.client.organization.getRep({ repId: 'ann' }, at.as.admin);
    expect(openLeads).toBe(1);
    expect((await at.client.assignment.listDecisions({ leadId }, at.as.admin)).decisions).toHaveLength(1);
  }, 60_000);
});
