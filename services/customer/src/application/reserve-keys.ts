import { customer as proto } from '@fairlead/proto';
import { alreadyExists } from '@fairlead/service-kit';
import { type Customer, UNOWNED } from '../domain/customer';
import { type CustomerRepository, isVisible } from '../repository/customer-repository';
import type { MatchKey, MatchKeys } from '../repository/match-keys';
import type { Call } from './write-context';

/**
 * Reserves every key for a customer before its document is written. A key held by another customer is ALREADY_EXISTS;
 * one whose holder was never created is taken over, after a tombstone bars that id for ever.
 */
export async function reserveKeys(
  keys: MatchKey[],
  customerId: string,
  call: Pick<Call, 'now' | 'scope'>,
  deps: { customers: CustomerRepository; keys: MatchKeys },
): Promise<void> {
  const mine: string[] = [];
  for (const { field, key } of keys) {
    for (;;) {
      const holder = await deps.keys.reserve(key, customerId, call.now);
      if (holder === customerId) {
        mine.push(key);
        break;
      }
      const existing = await holderOf(holder, call.now, deps.customers);
      if (existing) {
        const created = await deps.customers.store.find(customerId);
        if (!created) await deps.keys.release(mine, customerId);
        throw alreadyExists('DUPLICATE_CUSTOMER', `There is a customer with this ${field.replace('_', ' ')} already.`, {
          field,
          ...(isVisible(existing, call.scope) ? { customer_id: holder } : {}),
        });
      }
      await deps.keys.takeOver(key, holder, customerId, call.now);
    }
  }
}

/** How long a creation may take before its keys may be taken over. */
const ABANDONED_MS = 60_000;

/** The customer behind a key; undefined when its creation was given up (and is now barred). */
async function holderOf(id: string, now: Date, customers: CustomerRepository) {
  const doc = await customers.store.find(id);
  if (doc) return doc.tombstone ? undefined : doc;
  return bury(id, now, customers);
}

/** Bars an id by a tombstone unless its document appears first. */
export async function bury(id: string, now: Date, customers: CustomerRepository) {
  const { doc } = await customers.store.create(id, { ...TOMBSTONE }, [], { now, actor: 'service:customer' });
  return doc.tombstone ? undefined : doc;
}

export { ABANDONED_MS };

const TOMBSTONE: Customer = {
  type: proto.CustomerType.CUSTOMER_TYPE_UNSPECIFIED,
  state: proto.CustomerState.CUSTOMER_STATE_UNSPECIFIED,
  stage: proto.Stage.STAGE_UNSPECIFIED,
  displayName: '',
  country: '',
  region: '',
  city: '',
  address: '',
  industry: '',
  source: '',
  productLine: '',
  valueLevel: proto.ValueLevel.VALUE_LEVEL_UNSPECIFIED,
  phone: '',
  email: '',
  contacts: [],
  tags: [],
  externalRef: '',
  ownership: UNOWNED,
  createdBy: '',
  lostReason: '',
  tombstone: true,
};
