import { customer as proto } from '@fairlead/proto';
import { type AppError, alreadyExists } from '@fairlead/service-kit';
import { type Customer, UNOWNED } from '../domain/customer';
import { actionFor, refuses } from '../domain/match-policy';
import { type CustomerRepository, isVisible } from '../repository/customer-repository';
import type { KeyField, MatchKey, MatchKeys } from '../repository/match-keys';
import type { MatchPolicies } from '../repository/match-policies';
import type { CustomerDoc } from '../repository/models';
import type { Call } from './write-context';

export interface KeyDeps {
  customers: CustomerRepository;
  keys: MatchKeys;
  policies: MatchPolicies;
}

/** Another customer with an equal key. */
export interface Conflict {
  field: KeyField;
  action: proto.MatchAction;
  holder: CustomerDoc;
}

/**
 * Reserves a customer's keys before its document is written. ALREADY_EXISTS, naming every field, when another customer
 * holds a key that the policy blocks (or warns about, when the caller wants to be asked). A key whose holder was never
 * created is taken over, after a tombstone bars that id for ever. Answers who holds an equal key that refuses nothing,
 * the first in the order of the keys; empty when nobody does.
 */
export async function reserveKeys(
  keys: MatchKey[],
  customerId: string,
  call: Pick<Call, 'now' | 'scope'>,
  strict: boolean,
  deps: KeyDeps,
): Promise<string> {
  const policy = await deps.policies.current();
  const conflicts: Conflict[] = [];
  const holders = await deps.keys.reserve(
    keys.map(({ key }) => key),
    customerId,
    call.now,
  );
  for (const { field, key } of keys) {
    const action = actionFor(field, policy);
    // Nobody is disturbed for a key that refuses nothing: its holder may be being created at this very moment.
    if (!refuses(action, strict)) continue;
    for (let holderId = holders.get(key) ?? ''; holderId !== customerId; ) {
      const holder = await holderOf(holderId, call.now, deps.customers);
      if (holder) {
        conflicts.push({ field, action, holder });
        break;
      }
      await deps.keys.takeOver(key, holderId, customerId, call.now);
      holderId = (await deps.keys.reserve([key], customerId, call.now)).get(key) ?? '';
      holders.set(key, holderId);
    }
  }
  if (conflicts.length === 0) {
    return keys.map(({ key }) => holders.get(key) ?? '').find((holder) => holder !== '' && holder !== customerId) ?? '';
  }
  // Of a creation that was carried out by another process meanwhile the keys are in use.
  if (!(await deps.customers.store.find(customerId))) {
    await deps.keys.release(
      keys.map(({ key }) => key),
      customerId,
    );
  }
  throw duplicateError(conflicts, call);
}

function duplicateError(refused: Conflict[], { scope }: Pick<Call, 'scope'>): AppError {
  const blocked = refused.filter(({ action }) => action === proto.MatchAction.MATCH_ACTION_BLOCK);
  const named = blocked.length > 0 ? blocked : refused;
  const fields = named.map(({ field }) => field);
  const known = named.find(({ holder }) => isVisible(holder, scope));
  return alreadyExists(
    blocked.length > 0 ? 'DUPLICATE_CUSTOMER' : 'POSSIBLE_DUPLICATE',
    `There is a customer with this ${fields.map((field) => field.replace('_', ' ')).join(' and ')} already.`,
    { field: fields[0] ?? '', fields: fields.join(','), ...(known ? { customer_id: known.holder._id } : {}) },
  );
}

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
  language: '',
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
