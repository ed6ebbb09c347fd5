import type { Api } from '../api';
import { stableUuid } from '../chance';
import { demoOrders, demoProducts, orderBatches } from './orders';

interface Result {
  externalRef: string;
  faults: { field: string; description: string }[];
}

/** Brings the catalogue and the order history in by the public API; done again it changes nothing. Answers how many. */
export async function importOrders(admin: Api): Promise<number> {
  for (const product of demoProducts()) await admin.post('/products', product, stableUuid('product', product.id));
  let count = 0;
  for (const orders of orderBatches(demoOrders())) {
    const { results } = await admin.post<{ results: Result[] }>('/orders:import', { orders }, '');
    const faulty = results.find(({ faults }) => faults.length > 0);
    if (faulty) throw new Error(`Order ${faulty.externalRef} did not come in: ${JSON.stringify(faulty.faults)}`);
    count += results.length;
  }
  return count;
}
