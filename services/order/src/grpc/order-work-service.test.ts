import { randomUUID } from 'node:crypto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import { draft, type Installation, startInstallation } from '../testing/installation';

describe('OrderWorkService', () => {
  let installed: Installation;
  beforeAll(async () => {
    installed = await startInstallation();
    await installed.addProduct('chai', 1800n);
    await installed.addProduct('chang', 1000n);
  }, 60_000);
  afterAll(() => installed.stop());

  const orders = () => installed.at.client.orders;
  async function order(customerId: string, confirmed: boolean): Promise<string> {
    const { id } = await orders().createOrder({ order: draft(customerId), requestId: randomUUID() }, installed.as.ann);
    if (confirmed) await orders().confirmOrder({ orderId: id, requestId: randomUUID() }, installed.as.ann);
    return id;
  }

  it('counts drafts and open orders of a rep, which follow a handover', async () => {
    const service = await installed.at.asService('assignment');
    const count = async (ownerId: string, customerIds: string[]) =>
      (await installed.at.client.work.countOpenOrders({ ownerId, customerIds }, service)).orders;
    const [one, two] = [installed.customerOf('ann'), installed.customerOf('ann')];
    await order(one, false);
    await order(one, true);
    await order(two, true);
    const cancelled = await order(two, false);
    await orders().cancelOrder({ orderId: cancelled, reason: 'x', requestId: randomUUID() }, installed.as.ann);
    expect(await count('ann', [])).toEqual([{ customerId: '', drafts: 1, open: 2 }]);
    expect(await count('ann', [two, one])).toEqual([
      { customerId: two, drafts: 0, open: 1 },
      { customerId: one, drafts: 1, open: 1 },
    ]);
    installed.neighbours.handOver(one, 'bob', ['sales', 'south']);
    await eventually(async () => (await count('bob', []))[0]?.open === 1);
    expect(await count('bob', [])).toEqual([{ customerId: '', drafts: 1, open: 1 }]);
    expect(await count('ann', [])).toEqual([{ customerId: '', drafts: 0, open: 1 }]);
  });

  it('is for services only, and names every fault', async () => {
    const { work } = installed.at.client;
    for (const as of [installed.as.ann, installed.as.mia, installed.as.admin]) {
      expect(await failureOf(work.countOpenOrders({ ownerId: 'ann' }, as))).toMatchObject({
        code: 'PERMISSION_DENIED',
      });
    }
    const service = await installed.at.asService('assignment');
    const wrong = { ownerId: '', customerIds: ['x', ...Array.from({ length: 200 }, () => randomUUID())] };
    expect((await failureOf(work.countOpenOrders(wrong, service))).fields?.sort()).toEqual([
      'customer_ids',
      'customer_ids[0]',
      'owner_id',
    ]);
  });
});
