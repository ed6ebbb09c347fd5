import { setTimeout as sleep } from 'node:timers/promises';
import { customerDocument } from '../company/customer-document';
import { customerRows } from '../company/customers';
import { type LoadPlatform, TEAM } from './platform';

const BATCH = 1000;

/**
 * Puts customers into the store past their service, then has the lookup index rebuilt and waits until it knows them.
 * Answers the name of the engine.
 */
export async function fillCustomers(
  at: LoadPlatform,
  size: number,
  seed: number,
  log: (line: string) => void,
): Promise<string> {
  const customers = at.collection('customer', 'customers');
  let batch: ReturnType<typeof customerDocument>[] = [];
  const flush = async () => {
    await customers.insertMany(batch as never, { ordered: false });
    batch = [];
  };
  for (const row of customerRows(size, seed)) {
    batch.push(customerDocument(row, TEAM, new Date()));
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  log(`${size} customers are in the store`);
  const started = Date.now();
  await at.lookup.rebuildLookup({}, at.as);
  for (;;) {
    const { documents, rebuilding, engine } = await at.lookup.getLookupStatus({}, at.as);
    if (Number(documents) >= size && !rebuilding) {
      log(`the index was rebuilt in ${((Date.now() - started) / 1000).toFixed(0)} s`);
      return engine;
    }
    await sleep(500);
  }
}
