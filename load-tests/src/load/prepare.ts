import { setTimeout as sleep } from 'node:timers/promises';
import { customerRows } from '../company/customers';
import { Api } from './api';
import type { Installation } from './own-platform';

const LOOK_MS = 200;
const PATIENCE_MS = 120_000;
/** Leads made side by side. */
const AT_ONCE = 8;

export interface Prepared {
  /** Leads with an owner, whose clocks run. */
  leads: { id: string; owner: string }[];
  /** What users type to find them. */
  queries: string[];
  /** What they order. */
  product: Product;
}

export interface Product {
  id: string;
  currencyCode: string;
}

/** Makes something to order, and leads: so many for each person, and as many that go where the installation's rules send them. */
export async function prepare(
  { url, client, people }: Installation,
  leadsEach: number,
  seed: number,
): Promise<Prepared> {
  const api = await Api.signIn(url, client);
  const count = people.length * leadsEach;
  const rows = [...customerRows(count * 2, seed)];
  const ids: string[] = [];
  await sideBySide(rows, async ({ displayName, country, city, industry }, index) => {
    // No phone, mail or reference: a second run on the same installation must not meet the first one's.
    const lead = { displayName, country, city, industry, source: 'load-test' };
    ids[index] = (await api.post<{ id: string }>('/leads', lead)).id;
  });
  const leads = ids.slice(0, count).map((id, index) => ({ id, owner: people[index % people.length]?.rep as string }));
  await sideBySide(leads, async ({ id, owner }) => {
    await until(`A decision about ${id}`, async () => {
      const { ownership } = await api.get<{ ownership?: { cycle: number } }>(`/customers/${id}`);
      return (ownership?.cycle ?? 0) > 0;
    });
    await api.post(`/leads/${id}:assign`, { repId: owner });
    await until(`The clock of ${id}`, async () => {
      const { obligations } = await api.get<{ obligations: { ownerId: string }[] }>(`/obligations?subject=${id}`);
      return obligations.some(({ ownerId }) => ownerId === owner);
    });
  });
  const product = await somethingToOrder(api);
  return { leads, product, queries: rows.map(({ displayName }) => displayName.slice(0, 6)) };
}

const PRODUCT = { id: 'load-test', currencyCode: 'EUR' };

/** An earlier run may have made it. */
async function somethingToOrder(api: Api): Promise<Product> {
  if (!(await api.exists(`/products/${PRODUCT.id}`))) {
    const listPrice = { currencyCode: PRODUCT.currencyCode, minorUnits: '1999' };
    await api.post('/products', { id: PRODUCT.id, displayName: 'Load test', listPrice });
  }
  return PRODUCT;
}

async function sideBySide<T>(items: T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      await work(items[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !(await holds()); await sleep(LOOK_MS)) {
    if (Date.now() > end) throw new Error(`${what} did not come in ${PATIENCE_MS / 1000} s.`);
  }
}
