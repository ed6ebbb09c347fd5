import { customer, event, followup, insight } from '@fairlead/proto';
import { fromClientError } from '@fairlead/service-kit';
import { openTestClient } from '@fairlead/service-kit/dist/testing';
import { eventually } from './support/eventually';
import { manager, type Person, rep, TestPlatform } from './support/platform';

/** Promise: a rep sees the own leads, a manager those of the team; whichever way one looks. */
describe('isolation of leads', () => {
  let at: TestPlatform;
  const ann = rep('ann', 'south');
  const bob = rep('bob', 'south');
  const mia = manager('mia', 'south');
  let annsLead = '';
  let bobsLead = '';

  beforeAll(async () => {
    at = await TestPlatform.start(1);
    await at.admin.post('/teams', { id: 'south', displayName: 'South' });
    for (const id of ['ann', 'bob', 'mia']) await at.admin.post('/reps', { id, displayName: id, teamId: 'south' });
    [annsLead, bobsLead] = [await ownedLead('Of Ann', 'ann'), await ownedLead('Of Bob', 'bob')];
    for (const [leadId, owner] of [
      [annsLead, ann],
      [bobsLead, bob],
    ] as const) {
      const body = { method: 'CONTACT_METHOD_CALL', outcome: 'FOLLOW_UP_OUTCOME_INTERESTED', content: 'Called.' };
      expect((await (await at.rest(owner)).post(`/customers/${leadId}/follow-ups`, body)).status).toBe(201);
    }
  }, 120_000);
  afterAll(() => at?.stop(), 60_000);

  async function ownedLead(displayName: string, repId: string): Promise<string> {
    const { body } = await at.admin.post('/leads', { displayName });
    await eventually(async () => (await at.admin.get(`/customers/${body.id}`)).body.ownership?.poolId);
    expect((await at.admin.post(`/leads/${body.id}:assign`, { repId })).status).toBe(200);
    return body.id;
  }

  const refusalOf = (call: Promise<unknown>) =>
    call.then(
      () => 'answered',
      (error: unknown) => fromClientError(error).code,
    );

  async function subjectsSeen(service: string, person: Person): Promise<Set<string>> {
    const client = openTestClient(event.EventLogServiceDefinition, at.port(service));
    const seen = new Set<string>();
    for await (const { item } of client.subscribe({ untilHead: true }, await at.as(person))) {
      if (item?.$case === 'event') seen.add(item.value.subject);
    }
    client.close();
    return seen;
  }

  it('holds in get and list', async () => {
    const client = openTestClient(customer.CustomerServiceDefinition, at.port('customer'));
    expect(await refusalOf(client.getCustomer({ customerId: bobsLead }, await at.as(ann)))).toBe('NOT_FOUND');
    expect((await client.getCustomer({ customerId: annsLead }, await at.as(ann))).displayName).toBe('Of Ann');
    const listed = async (person: Person) =>
      (await client.listCustomers({}, await at.as(person))).customers.map(({ id }) => id).sort();
    expect(await listed(ann)).toEqual([annsLead]);
    expect(await listed(bob)).toEqual([bobsLead]);
    expect(await listed(mia)).toEqual([annsLead, bobsLead].sort());
    const batch = await client.batchGetCustomers({ customerIds: [annsLead, bobsLead] }, await at.as(ann));
    expect(batch.customers.map(({ id }) => id)).toEqual([annsLead]);
    client.close();
  });

  it('holds in every event stream', async () => {
    for (const service of ['customer', 'assignment', 'follow-up']) {
      const [anns, mias] = [await subjectsSeen(service, ann), await subjectsSeen(service, mia)];
      expect([anns.has(annsLead), anns.has(bobsLead)]).toEqual([true, false]);
      expect([mias.has(annsLead), mias.has(bobsLead)]).toEqual([true, true]);
    }
    const [told, notTold] = [await subjectsSeen('notification', ann), await subjectsSeen('notification', mia)];
    expect([told.has(annsLead), told.has(bobsLead), notTold.has(annsLead)]).toEqual([true, false, false]);
  });

  it('holds in timelines, follow-ups and obligations', async () => {
    const timelines = openTestClient(insight.TimelineServiceDefinition, at.port('insight'));
    const followUps = openTestClient(followup.FollowUpServiceDefinition, at.port('follow-up'));
    const obligations = openTestClient(followup.ObligationServiceDefinition, at.port('follow-up'));
    const timelineOf = async (customerId: string, person: Person) =>
      (await timelines.listTimeline({ customerId }, await at.as(person))).entries.length;
    expect(await refusalOf(timelines.listTimeline({ customerId: bobsLead }, await at.as(ann)))).toBe('NOT_FOUND');
    for (const [lead, person] of [
      [annsLead, ann],
      [annsLead, mia],
      [bobsLead, mia],
    ] as const) {
      await eventually(async () => (await timelineOf(lead, person)) >= 4);
    }
    expect(await refusalOf(followUps.listFollowUps({ customerId: bobsLead }, await at.as(ann)))).toBe('NOT_FOUND');
    const due = async (person: Person) =>
      (await obligations.listObligations({}, await at.as(person))).obligations.map(({ subject }) => subject).sort();
    expect(await due(ann)).toEqual([annsLead]);
    expect(await due(mia)).toEqual([annsLead, bobsLead].sort());
    for (const client of [timelines, followUps, obligations]) client.close();
  });

  it('holds over REST, where another’s lead looks like none', async () => {
    const [asAnn, asMia] = [await at.rest(ann), await at.rest(mia)];
    for (const path of ['', '/overview', '/timeline', '/follow-ups', '/decisions', '/ownership']) {
      expect((await asAnn.get(`/customers/${bobsLead}${path}`)).status).toBe(404);
      expect((await asMia.get(`/customers/${bobsLead}${path}`)).status).toBe(200);
    }
    const convert = await asAnn.post(`/customers/${bobsLead}:convert`);
    expect([convert.status, convert.body.code]).toEqual([404, 'CUSTOMER_NOT_FOUND']);
    const owners = (day: { body: { due: { customerId: string }[] } }) =>
      day.body.due.map(({ customerId }) => customerId);
    expect(owners(await asAnn.get('/my-day?scope=team'))).not.toContain(bobsLead);
  });
});
