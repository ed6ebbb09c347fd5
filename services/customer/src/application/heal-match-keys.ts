import type { CustomerRepository } from '../repository/customer-repository';
import { type MatchKeys, matchKeys } from '../repository/match-keys';
import type { CustomerDoc } from '../repository/models';
import { healKeys } from './heal-keys';
import { bury } from './reserve-keys';

/** Releases match keys that a crash left without their customer. */
export const healMatchKeys = (deps: { customers: CustomerRepository; keys: MatchKeys }, now: Date): Promise<number> =>
  healKeys<CustomerDoc>(
    deps.keys,
    {
      findMany: (ids) => deps.customers.store.findMany(ids),
      bury: (id, at) => bury(id, at, deps.customers),
      keysOf: (doc) => (doc.tombstone ? [] : matchKeys(doc).map(({ key }) => key)),
    },
    now,
  );
