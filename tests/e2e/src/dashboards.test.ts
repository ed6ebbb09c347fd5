import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, secretFiles } from '@fairlead/local';
import mongoose from 'mongoose';
import { eventually } from './support/eventually';
import { rep, TestPlatform } from './support/platform';

const ANN = rep('ann', 'south');
const BOB = rep('bob', 'south');

/** Promise: every figure of a dashboard equals a count of the records themselves, for the company, each team and each rep. */
describe('the figures of the dashboards', () => {
  let at: TestPlatform;

  beforeAll(async () => {
    at = await TestPlatform.start(16);
    const { admin } = at;
    await admin.post('/teams', { id: 'sales', displayName: 'Sales' });
    for (const id of ['south', 'north']) await admin.post('/teams', { id, displayName: id, parentId: 'sales' });
    for (const [id, teamId] of [
      ['ann', 'south'],
      ['bob', 'south'],
      ['nora', 'north'],
    ])
      await admin.post('/reps', { id, displayName: id, teamId });
    await admin.post('/products', {
      id: 'chai',
      displayName: 'Chai',
      listPrice: { currencyCode: 'EUR', minorUnits: '999' },
    });
    // One clock is over before anybody can call, the others run.
    await setPolicy('1s');
    const late = await leadOf('ann');
    await setPolicy('86400s');
    const called = await leadOf('ann');
    const moved = await leadOf('bob');
    await leadOf('nora');
    const returned = await leadOf('ann');
    const lost = await leadOf('bob');
    const [ann, bob] = [await at.rest(ANN), await at.rest(BOB)];
    for (const id of [late, called]) {
      const call = { method: 'CONTACT_METHOD_CALL', outcome: 'FOLLOW_UP_OUTCOME_INTERESTED', content: 'Called.' };
      expect((await ann.post(`/customers/${id}/follow-ups`, call)).status).toBeLessThan(300);
    }
    expect((await bob.post(`/customers/${moved}:changeStage`, { stage: 'STAGE_QUOTE' })).status).toBe(200);
    expect((await bob.post(`/customers/${moved}:convert`)).status).toBe(200);
    expect((await bob.post(`/customers/${lost}:markLost`, { reason: 'no need' })).status).toBe(200);
    const { body: owned } = await admin.get(`/customers/${returned}/ownership`);
    const back = await ann.post(`/leads/${returned}:recycle`, { cycle: owned.ownership.cycle, reason: 'returned' });
    expect(back.status).toBe(200);
    expect((await bob.post(`/leads/${returned}:claim`)).status).toBe(200);
    const today = new Date().toISOString().slice(0, 10);
    for (const [customerId, as, confirmed] of [
      [called, ann, true],
      [moved, bob, true],
      [moved, bob, false],
    ] as const) {
      const lines = [{ productId: 'chai', quantity: '3' }];
      const { body } = await as.post('/orders', { customerId, currencyCode: 'EUR', orderDate: today, lines });
      if (confirmed) expect((await as.post(`/orders/${body.id}:confirm`)).status).toBe(200);
    }
  }, 180_000);
  afterAll(() => at?.stop(), 60_000);

  async function setPolicy(duration: string): Promise<void> {
    const { body } = await at.admin.get('/clock-policies/first-contact');
    await at.admin.patch('/clock-policies/first-contact', { duration, grace: '86400s' }, body.etag);
  }

  async function leadOf(repId: string): Promise<string> {
    const { body } = await at.admin.post('/leads', { displayName: `Lead of ${repId} ${Math.random()}` });
    await eventually(async () => (await at.admin.get(`/customers/${body.id}`)).body.ownership?.poolId);
    expect((await at.admin.post(`/leads/${body.id}:assign`, { repId })).status).toBe(200);
    await eventually(
      async () => (await at.admin.get(`/obligations?subject=${body.id}&ownerId=${repId}`)).body.obligations.length > 0,
    );
    return body.id;
  }

  /** The command that an operator runs. */
  function recount() {
    const address = (name: string) => `127.0.0.1:${at.port(name)}`;
    const env = {
      PATH: process.env.PATH,
      SERVICE_KEY_FILE: secretFiles(at.dataDir).serviceKey,
      CUSTOMER_ADDRESS: address('customer'),
      ASSIGNMENT_ADDRESS: address('assignment'),
      FOLLOW_UP_ADDRESS: address('follow-up'),
      ORDER_ADDRESS: address('order'),
      INSIGHT_ADDRESS: address('insight'),
    };
    const command = join(ROOT, 'services', 'insight', 'dist', 'recount.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [command], {
      env,
      encoding: 'utf8',
      timeout: 120_000,
    });
    return { status, lines: `${stdout}${stderr}`.trim().split('\n') };
  }

  it('equal a recount of the records, and say what was done', async () => {
    const { status, lines } = recount();
    const who = ['the company', 'north', 'sales', 'south', 'ann', 'bob', 'nora'];
    expect(lines).toEqual(who.map((name) => `${name}: every figure equals its records`));
    expect(status).toBe(0);
    const { body } = await (await at.rest(BOB)).get('/dashboard');
    expect(body.orders).toEqual([
      expect.objectContaining({ count: '1', total: { currencyCode: 'EUR', minorUnits: '2997' } }),
    ]);
    expect(body.poolMoves).toContainEqual({ reason: 'claimed', count: '1' });
    const { body: anns } = await (await at.rest(ANN)).get('/dashboard');
    expect([anns.firstContact.missed, anns.overdue.count]).toEqual(['1', '0']);
    // Each figure's list holds as many records as it says.
    const [asAnn, asBob] = [await at.rest(ANN), await at.rest(BOB)];
    for (const [as, { count, records }] of [
      [asAnn, anns.open],
      [asAnn, anns.due],
      [asBob, body.open],
      ...body.funnel.map((each: { leads: object }) => [asBob, each.leads]),
      // The draft of the same month is in none.
      ...body.orders.map((each: object) => [asBob, each]),
    ]) {
      const list = (await as.get(`${records.path}?${new URLSearchParams(records.query)}`)).body;
      const found = list.obligations ?? list.orders ?? list.customers;
      expect([records, found.length]).toEqual([records, Number(count)]);
    }
  }, 180_000);

  it('are found out when one of them is wrong', async () => {
    const connection = await mongoose
      .createConnection(at.platform.mongoUri, { dbName: 'fairlead_insight' })
      .asPromise();
    const { deletedCount } = await connection.collection('customer_facts').deleteOne({ ownerId: 'nora' });
    await connection.close();
    expect(deletedCount).toBe(1);
    const { status, lines } = recount();
    expect(status).toBe(1);
    const wrong = lines.filter((line) => line.includes('in STAGE_LEAD: the dashboard says'));
    expect(wrong.map((line) => line.split(':')[0])).toEqual(['the company', 'north', 'sales', 'nora']);
  }, 180_000);
});
