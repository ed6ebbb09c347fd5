import { randomUUID } from 'node:crypto';
import { assignment, customer } from '@fairlead/proto';
import { fromClientError } from '@fairlead/service-kit';
import { openTestClient } from '@fairlead/service-kit/dist/testing';
import { eventually } from './support/eventually';
import { rep, TestPlatform } from './support/platform';

const CLAIMERS = 200;
const LIMIT = 20;

/** Promise: what only one may have, one has, however many ask at once and whatever dies. */
describe('two replicas of each service', () => {
  let at: TestPlatform;

  beforeAll(async () => {
    const twice = { customer: 2, assignment: 2, 'follow-up': 2, notification: 2, insight: 2 };
    at = await TestPlatform.start(0, { replicas: twice });
    const poolPolicy = { coolDownSeconds: '60', holdingLimit: LIMIT };
    await at.admin.post('/teams', { id: 'south', displayName: 'South', poolPolicy });
  }, 120_000);
  afterAll(() => at?.stop(), 60_000);

  const reasonOf = (error: unknown) => fromClientError(error).reason;
  const replicas = (name: string) => [at.port(name), at.port(`${name}-2`)];

  /** Without rules every lead goes to the pool of the root team. */
  async function pooledLeads(count: number): Promise<string[]> {
    const made = await Promise.all(
      Array.from({ length: count }, (_, index) => at.admin.post('/leads', { displayName: `Pooled ${index}` })),
    );
    const ids = made.map(({ body }) => body.id as string);
    for (const id of ids) {
      await eventually(async () => (await at.admin.get(`/customers/${id}`)).body.ownership?.poolId === 'pool-south');
    }
    return ids;
  }

  it('lets one of 200 simultaneous claims of a lead win; 199 are refused by name', async () => {
    const names = Array.from({ length: CLAIMERS }, (_, index) => `claimer-${index}`);
    for (const id of names) await at.admin.post('/reps', { id, displayName: id, teamId: 'south' });
    const callers = await Promise.all(names.map((id) => at.as(rep(id, 'south'))));
    const pools = replicas('assignment').map((port) => openTestClient(assignment.PoolServiceDefinition, port));
    const [leadId = ''] = await pooledLeads(1);
    const outcomes = await Promise.all(
      callers.map((caller, index) =>
        pools[index % 2]!.claimLead({ leadId, requestId: randomUUID() }, caller).then(
          ({ ownership }) => `won ${ownership?.ownerId}`,
          reasonOf,
        ),
      ),
    );
    const winners = outcomes.filter((outcome) => outcome.startsWith('won '));
    expect(winners).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'ALREADY_CLAIMED')).toHaveLength(CLAIMERS - 1);
    const { body } = await at.admin.get(`/customers/${leadId}`);
    expect(`won ${body.ownership.ownerId}`).toBe(winners[0]);
    for (const client of pools) client.close();
  }, 120_000);

  it('keeps a holding limit of 20 exactly under 50 parallel claims', async () => {
    await at.admin.post('/reps', { id: 'ann', displayName: 'Ann', teamId: 'south' });
    const ann = await at.as(rep('ann', 'south'));
    const pools = replicas('assignment').map((port) => openTestClient(assignment.PoolServiceDefinition, port));
    const leads = await pooledLeads(50);
    const outcomes = await Promise.all(
      leads.map((leadId, index) =>
        pools[index % 2]!.claimLead({ leadId, requestId: randomUUID() }, ann).then(() => 'won', reasonOf),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(LIMIT);
    expect(outcomes.filter((outcome) => outcome === 'HOLDING_LIMIT')).toHaveLength(50 - LIMIT);
    const { body } = await at.admin.get('/reps/ann');
    expect(body.openLeads).toBe(LIMIT);
    for (const client of pools) client.close();
  }, 120_000);

  it('makes one lead of 50 creates with one request id, one of them after a kill', async () => {
    const clients = () => replicas('customer').map((port) => openTestClient(customer.CustomerServiceDefinition, port));
    const admin = await at.as({ sub: 'creator', roles: ['admin'] });
    const requestId = randomUUID();
    const lead = customer.Customer.fromPartial({ displayName: 'Once only', phone: '+49 30 901820', country: 'DE' });
    const [first, second] = clients();
    const answers = await Promise.all(
      Array.from({ length: 49 }, (_, index) => [first, second][index % 2]!.createLead({ lead, requestId }, admin)),
    );
    const { supervisor } = at.platform;
    supervisor.signal('customer', 'SIGKILL');
    await eventually(async () => !supervisor.isReady('customer'));
    await eventually(async () => supervisor.isReady('customer'));
    const [restarted] = clients();
    answers.push(await restarted!.createLead({ lead, requestId }, admin));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(new Set(answers.map((answer) => JSON.stringify(customer.Customer.toJSON(answer)))).size).toBe(1);
    const named = { ...lead, displayName: 'Another body' };
    const refusal = await restarted!.createLead({ lead: named, requestId }, admin).then(
      () => undefined,
      (error: unknown) => fromClientError(error),
    );
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'REQUEST_ID_REUSED' });
    const { body } = await at.admin.get('/customers?pageSize=200');
    const found = body.customers.filter(({ displayName }: { displayName: string }) => /Once|Another/.test(displayName));
    expect(found).toHaveLength(1);
  }, 120_000);
});
