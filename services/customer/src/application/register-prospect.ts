import { customer as proto } from '@fairlead/proto';
import { AppError, type Command, createdId, findReplay, type Reply, type WriteContext } from '@fairlead/service-kit';
import type { Registrant } from '../domain/registrant';
import { newRegistration, type Prospect, type Registration, registered } from '../domain/registration';
import { matchKeys } from '../repository/match-keys';
import { prospectKeys, slotKey } from '../repository/prospect-keys';
import { conflictIdOf, ownedConflict } from './registration-conflict';
import type { RegistrationDeps } from './registration-deps';
import { releaseUnlessWritten, reserveProspect, reserveSlot } from './reserve-prospect';

/** Registers a prospect once per request id; its keys are taken first, so that one of all who come at once wins. */
export async function registerProspect<R>(
  prospect: Prospect,
  registrant: Registrant,
  { context, command }: { context: WriteContext; command: Command },
  deps: RegistrationDeps,
  reply: Reply<Registration, R>,
): Promise<R> {
  const id = createdId(command);
  const before = await deps.registrations.store.find(id);
  if (before?.tombstone) throw abandoned();
  if (before?.creation) findReplay([before.creation], command);
  const slot = before ? before.slot : await reserve(id, prospect, registrant, context, deps);
  const given = { conflictId: conflictIdOf(id), slot, createdBy: context.actor };
  const policy = await deps.registrationPolicies.current();
  const registration = newRegistration(prospect, registrant, given, policy, context.now);
  try {
    const outcome = await deps.registrations.store.create(
      id,
      registration,
      [registered(id, registration)],
      context,
      command,
      reply,
    );
    if (!outcome.replayed) await keepKeys(id, prospect, registrant.ownerId, slot, context.now, deps);
    return outcome.reply;
  } catch (error) {
    const barred = error instanceof AppError && error.code === 'ALREADY_EXISTS';
    throw barred ? abandoned() : error;
  }
}

/** Somebody waited for this registration for so long that its id was barred. */
const abandoned = () =>
  new AppError('ABORTED', 'CREATION_ABANDONED', 'This registration was given up; try again with a new request id.');

async function reserve(
  id: string,
  prospect: Prospect,
  { ownerId }: Registrant,
  context: WriteContext,
  deps: RegistrationDeps,
): Promise<number> {
  await refuseOwned(prospect, ownerId, deps);
  const slot = await reserveSlot(id, ownerId, context, deps);
  const keys = prospectKeys(prospect).map(({ key }) => key);
  try {
    await reserveProspect(keys, id, ownerId, context, deps);
    return slot;
  } catch (error) {
    await releaseUnlessWritten([slotKey(ownerId, slot)], id, deps);
    throw error;
  }
}

/** A prospect that is somebody else's customer is taken; a lost one, or one that nobody owns, is not. */
async function refuseOwned(prospect: Prospect, registrantId: string, { customers, keys }: RegistrationDeps) {
  const own = [...matchKeys(prospect), ...prospectKeys(prospect)].map(({ key }) => key);
  const holders = await keys.holders([...new Set(own)]);
  const docs = await customers.store.findMany([...new Set(holders.values())]);
  const taken = docs.filter(
    ({ tombstone, state, ownership }) =>
      !tombstone &&
      state !== proto.CustomerState.CUSTOMER_STATE_LOST &&
      ownership.ownerId !== '' &&
      ownership.ownerId !== registrantId,
  );
  const [first] = taken.map(({ _id }) => _id).sort();
  if (first !== undefined) throw ownedConflict(first);
}

/** Another try of the same command may have given the keys up a moment ago: what is written holds them again. */
async function keepKeys(
  id: string,
  prospect: Prospect,
  ownerId: string,
  slot: number,
  now: Date,
  { registrationKeys }: RegistrationDeps,
): Promise<void> {
  const keys = [...prospectKeys(prospect).map(({ key }) => key), slotKey(ownerId, slot)];
  const held = await registrationKeys.holders(keys);
  const missing = keys.filter((key) => !held.has(key));
  if (missing.length > 0) await registrationKeys.reserve(missing, id, now);
}
