import type { customer as proto } from '@fairlead/proto';
import { AppError, createdId, derivedId, findReplay } from '@fairlead/service-kit';
import type { CustomerProfile } from '../domain/customer';
import type { CustomerReply } from '../grpc/customer-mapper';
import { matchKeys } from '../repository/match-keys';
import { leadCreated, newLead } from './new-lead';
import { type RegisteredDeps, refuseRegistered } from './refuse-registered';
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
  deps: KeyDeps & RegisteredDeps,
  reply: CustomerReply,
): Promise<proto.Customer> {
  const id = createdId(call.command);
  // A repetition must not meet its own keys' owner check with another body.
  const before = await deps.customers.store.find(id);
  if (before?.creation) findReplay([before.creation], call.command);
  const customer = newLead(profile, externalRef, call.principal.sub);
  customer.contacts = profile.contacts.map((contact, index) => ({
    ...contact,
    id: contact.id || derivedId('contact', id, String(index)),
  }));
  let known = '';
  if (!before) {
    await refuseRegistered(customer, call, strict, deps);
    known = await reserveKeys(matchKeys(customer), id, call, strict, deps);
  }
  const created = leadCreated(id, customer, known);
  const context = { now: call.now, actor: call.principal.sub };
  try {
    const outcome = await deps.customers.store.create(id, customer, [created], context, call.command, reply);
    return outcome.reply;
  } catch (error) {
    const barred = error instanceof AppError && error.code === 'ALREADY_EXISTS';
    if (!barred) throw error;
    // The creation took so long that its id was barred: the caller starts afresh under a new request id.
    throw new AppError('ABORTED', 'CREATION_ABANDONED', 'This creation was given up; try again with a new request id.');
  }
}
