import type { customer as proto } from '@fairlead/proto';
import { actionFor } from '../domain/match-policy';
import { normalizeEmail, normalizePhone } from '../domain/profile-rules';
import { matchKeys } from '../repository/match-keys';
import type { Conflict, KeyDeps } from './reserve-keys';

/** Customers with a key that an unfinished lead would have; what cannot be a phone or mail yet is passed over. */
export async function findDuplicates(lead: proto.Customer, deps: KeyDeps): Promise<Conflict[]> {
  const keys = matchKeys({
    type: lead.type,
    displayName: lead.displayName.slice(0, 200),
    phone: normalizePhone(lead.phone.slice(0, 100), lead.country.trim().toUpperCase()) ?? '',
    email: normalizeEmail(lead.email) ?? '',
    externalRef: lead.externalRef.trim().slice(0, 100),
  });
  const holders = await deps.keys.holders(keys.map(({ key }) => key));
  const docs = await deps.customers.store.findMany([...new Set(holders.values())]);
  const policy = await deps.policies.current();
  return keys.flatMap(({ field, key }) => {
    const holder = docs.find((doc) => doc._id === holders.get(key) && !doc.tombstone);
    return holder ? [{ field, action: actionFor(field, policy), holder }] : [];
  });
}
