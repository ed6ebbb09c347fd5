import type { CustomerRepository } from '../repository/customer-repository';
import { type MatchKeys, matchKeys } from '../repository/match-keys';
import { ABANDONED_MS, bury } from './reserve-keys';

const PAGE = 500;

/**
 * Releases keys that a crash left without their customer: the creation was given up, or an update died before it wrote
 * or released. Answers how many were released. Safe at any time and twice at once.
 */
export async function healMatchKeys(
  deps: { customers: CustomerRepository; keys: MatchKeys },
  now: Date,
): Promise<number> {
  let released = 0;
  for await (const page of deps.keys.olderThan(new Date(now.getTime() - ABANDONED_MS), PAGE)) {
    const customers = new Map(
      (await deps.customers.store.findMany([...new Set(page.map((key) => key.customerId))])).map((doc) => [
        doc._id,
        doc,
      ]),
    );
    for (const key of page) {
      const doc = customers.get(key.customerId) ?? (await bury(key.customerId, now, deps.customers));
      const used = doc && !doc.tombstone && matchKeys(doc).some((own) => own.key === key._id);
      if (used) continue;
      await deps.keys.release([key._id], key.customerId);
      released += 1;
    }
  }
  return released;
}
