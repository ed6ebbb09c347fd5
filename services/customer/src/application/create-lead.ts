import type { customer as proto } from '@fairlead/proto';
import { AppError, createdId, derivedId, findReplay } from '@fairlead/service-kit';
import type { CustomerProfile } from '../domain/customer';
import type { CustomerReply } from '../grpc/customer-mapper';
import { type MatchKey, matchKeys } from '../repository/match-keys';
import type { CustomerDoc } from '../repository/models';
import { leadCreated, newLead } from './new-lead';
import { type KeyDeps, reserveKeys } from './reserve-keys';
import type { Call } from './write-context';

/**
 * Creates a lead once per request id; its match keys are reserved first, so that no two leads share one. `strict`: keys
 * that the policy warns about refuse too.
 */
export async function createLead(
  profile: CustomerProfile,
  externalRef: string,
  call: Call,
  strict: boolean,
  deps: KeyDeps,
  reply: CustomerReply,
): Promise<proto.Customer> {
  const id = createdId(call.command);
  const customer = newLead(profile, externalRef, call.principal.sub);
  customer.contacts = profile.contacts.map((contact, index) => ({
    ...contact,
    id: contact.id || derivedId('contact', id, String(index)),
  }));
  const keys = matchKeys(customer);
  try {
    await reserveKeys(keys, id, call, strict, deps);
  } catch (error) {
    // A repetition is answered as before, whoever holds by now what its lead had then.
    const before = await deps.customers.store.find(id);
    if (before) await releaseUnused(keys, before, deps);
    if (!before?.creation || !findReplay([before.creation], call.command)) throw error;
  }
  const created = leadCreated(id, customer);
  const context = { now: call.now, actor: call.principal.sub };
  try {
    const outcome = await deps.customers.store.create(id, customer, [created], context, call.command, reply);
    if (outcome.replayed) await releaseUnused(keys, outcome.doc, deps);
    return outcome.reply;
  } catch (error) {
    const existing = error instanceof AppError && (await deps.customers.store.find(id));
    if (existing) await releaseUnused(keys, existing, deps);
    const barred = error instanceof AppError && error.code === 'ALREADY_EXISTS';
    if (!barred) throw error;
    // The creation took so long that its id was barred: the caller starts afresh under a new request id.
    throw new AppError('ABORTED', 'CREATION_ABANDONED', 'This creation was given up; try again with a new request id.');
  }
}

/** A repetition reserved its keys anew; those that its lead does not have are free for others at once. */
async function releaseUnused(keys: MatchKey[], doc: CustomerDoc, deps: KeyDeps): Promise<void> {
  const own = new Set((doc.tombstone ? [] : matchKeys(doc)).map(({ key }) => key));
  const unused = keys.filter(({ key }) => !own.has(key)).map(({ key }) => key);
  await deps.keys.release(unused, doc._id);
}
