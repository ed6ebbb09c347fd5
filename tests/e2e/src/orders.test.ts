import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoLeads, demoOrders, demoProducts, orderBatches } from '@fairlead/demo';
import { eventually } from './support/eventually';
import { TestPlatform } from './support/platform';

const DATA = join(dirname(require.resolve('@fairlead/demo/package.json')), 'data', 'northwind');
/** Worked out from the files by another language, without our code. */
const oracle = () =>
  JSON.parse(
    execFileSync('python3', [join(__dirname, '..', 'src', 'support', 'northwind_totals.py'), DATA], {
      encoding: 'utf8',
    }),
  ) as Record<'customer' | 'year' | 'product', Record<string, [orders: number, cents: number]>>;

/** Promise: money is exact, and an order history comes in once, whatever dies on the way. */
describe('an order history', () => {
  let at: TestPlatform;
  /** Ids by the key that the sample knows a customer by. */
  const customers = new Map<string, string>();

  beforeAll(async () => {
    at = await TestPlatform.start(14);
    await at.admin.post('/teams', { id: 'sales', displayName: 'Sales' });
    await at.admin.post('/reps', { id: 'ann', displayName: 'Ann', teamId: 'sales' });
    for (const lead of demoLeads().filter(({ externalRef }) => externalRef.startsWith('NW-'))) {
      const { status, body } = await at.admin.post('/leads', lead);
      expect([lead.externalRef, status]).toEqual([lead.externalRef, 201]);
      customers.set(lead.externalRef, body.id);
    }
    for (const product of demoProducts()) expect((await at.admin.post('/products', product)).status).toBe(201);
  }, 180_000);
  afterAll(() => at?.stop(), 60_000);

  async function importBatch(orders: object[]): Promise<{ faults: unknown[] }[]> {
    for (;;) {
      const { status, body } = await at.admin.post('/orders:import', { orders });
      if (status === 200) return body.results;
      // The service or the store was killed under the call: the same batch is sent again.
      expect(status).toBeGreaterThanOrEqual(500);
      await sleep(200);
    }
  }

  async function totals(grouping: string): Promise<Record<string, [number, number]>> {
    const found: Record<string, [number, number]> = {};
    for (let pageToken = ''; ; ) {
      const query = new URLSearchParams({ grouping: `ORDER_GROUPING_${grouping}`, pageSize: '20', pageToken });
      const { body } = await at.admin.get(`/order-totals?${query}`);
      for (const { key, orderCount, total } of body.totals) found[key] = [Number(orderCount), Number(total.minorUnits)];
      pageToken = body.nextPageToken;
      if (!pageToken) return found;
    }
  }

  it('of 830 orders comes in once under kills, and its totals equal an independent count to the cent', async () => {
    const victims = ['order', 'document-store', 'order', 'customer'];
    for (const [index, batch] of orderBatches(demoOrders()).entries()) {
      const importing = importBatch(batch);
      const victim = index % 2 === 1 ? victims.shift() : undefined;
      if (victim) at.platform.supervisor.signal(victim, 'SIGKILL');
      expect((await importing).flatMap(({ faults }) => faults)).toEqual([]);
    }
    expect(victims).toEqual([]);
    // All of it again: nothing doubles.
    for (const batch of orderBatches(demoOrders())) await importBatch(batch);
    const expected = oracle();
    expect(await totals('YEAR')).toEqual(expected.year);
    const byArticle = Object.entries(expected.product).map(([id, total]) => [`nw-${id}`, total]);
    expect(await totals('PRODUCT')).toEqual(Object.fromEntries(byArticle));
    const byCustomer = Object.entries(expected.customer).map(([id, total]) => [customers.get(`NW-${id}`), total]);
    expect(await totals('CUSTOMER')).toEqual(Object.fromEntries(byCustomer));
  }, 240_000);

  it('is counted on the record and told by the timeline', async () => {
    const expected = oracle().customer;
    const wrong = async () => {
      const lines: unknown[] = [];
      for (const [key, [count, cents]] of Object.entries(expected)) {
        const { body } = await at.admin.get(`/customers/${customers.get(`NW-${key}`)}`);
        const { orders } = body;
        if (Number(orders?.count) !== count || Number(orders?.totals[0]?.minorUnits) !== cents)
          lines.push([key, orders]);
      }
      return lines;
    };
    await eventually(async () => (await wrong()).length === 0, { ms: 120_000 });
    const id = customers.get('NW-ALFKI');
    const shown = await eventually(async () => {
      const { body } = await at.admin.get(`/customers/${id}/timeline?types=crm.order.order.created.v1`);
      return body.entries.length === expected.ALFKI?.[0] && body.entries;
    });
    expect(shown[0].data).toMatchObject({ currencyCode: 'USD', state: 'ORDER_STATE_SHIPPED' });
  }, 180_000);
});
