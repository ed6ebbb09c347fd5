import { customer as proto } from '@fairlead/proto';
import { AppError, backoff, failedPrecondition, type WriteContext } from '@fairlead/service-kit';
import { advanceRegistration, isOver, type Prospect, protects, type Registration } from '../domain/registration';
import { MAX_PER_REGISTRANT } from '../domain/registration-policy';
import { slotKey } from '../repository/prospect-keys';
import type { RegistrationDoc } from '../repository/registration-models';
import type { RegistrationRepository } from '../repository/registration-repository';
import { registrationConflict } from './registration-conflict';
import type { RegistrationDeps } from './registration-deps';

/** A registration that is being written is waited for; whose process died is given up after this long. */
const PATIENCE_MS = 8000;
/** The longest pause between two looks; the first ones are shorter. Many may wait, and must not slow down whom they wait for. */
const LONGEST_PAUSE_MS = 600;

type Deps = Pick<RegistrationDeps, 'registrations' | 'registrationKeys' | 'registrationPolicies'>;

/**
 * Takes a prospect's keys for a registration about to be written, one after another in their order, so that of all who
 * come at once one gets all of them. Keys of registrations that are over are taken over. FAILED_PRECONDITION when
 * somebody else's registration protects; then nothing is kept.
 */
export async function reserveProspect(
  keys: string[],
  registrationId: string,
  registrantId: string,
  context: WriteContext,
  deps: Deps,
): Promise<void> {
  for (const key of keys) {
    const holder = await takeKey(key, registrationId, context, deps);
    if (!holder) continue;
    await releaseUnlessWritten(keys, registrationId, deps);
    if (holder.ownerId !== registrantId) throw registrationConflict(holder);
    throw failedPrecondition('ALREADY_REGISTERED', 'The registrant has registered this prospect already.', {
      registration_id: holder._id,
    });
  }
}

/** Gives keys up, unless the same command was carried out by another process meanwhile. */
export async function releaseUnlessWritten(
  keys: string[],
  id: string,
  { registrations, registrationKeys }: Pick<Deps, 'registrations' | 'registrationKeys'>,
): Promise<void> {
  if (!(await registrations.store.find(id))) await registrationKeys.release(keys, id);
}

/** Undefined when the key is ours; else the registration that protects it. */
async function takeKey(
  key: string,
  id: string,
  context: WriteContext,
  deps: Deps,
): Promise<RegistrationDoc | undefined> {
  const { registrationKeys: held, registrations } = deps;
  const end = Date.now() + PATIENCE_MS;
  for (let attempt = 1; ; attempt += 1) {
    const holderId = (await held.reserve([key], id, context.now)).get(key) ?? id;
    if (holderId === id) return undefined;
    const written = await registrations.store.find(holderId);
    if (!written && Date.now() < end) {
      await backoff(attempt, undefined, LONGEST_PAUSE_MS);
      continue;
    }
    const holder = written ?? (await buryRegistration(holderId, context.now, registrations));
    if (holder && (await stillProtects(holder, context, deps))) return holder;
    await held.takeOver(key, holderId, id, context.now);
  }
}

/** Without open contests nothing escalates. */
const nobody = () => ({ teamId: '', repId: '' });

/** A registration whose time is up ends now, also when its clock is late. */
async function stillProtects(holder: RegistrationDoc, context: WriteContext, deps: Deps): Promise<boolean> {
  if (holder.tombstone || isOver(holder)) return false;
  if (protects(holder, context.now)) return true;
  const policy = await deps.registrationPolicies.current();
  const { doc } = await deps.registrations.store.change(
    holder._id,
    (now) => advanceRegistration(now._id, now, policy, nobody, context.now),
    context,
  );
  return !isOver(doc);
}

/**
 * Takes one of the places that a registrant may have; RESOURCE_EXHAUSTED when none is free. A place of a registration that
 * is over, or was never written, is free.
 */
export async function reserveSlot(
  registrationId: string,
  registrantId: string,
  context: WriteContext,
  deps: Deps,
): Promise<number> {
  const { mostPerRegistrant } = await deps.registrationPolicies.current();
  const places = Array.from({ length: MAX_PER_REGISTRANT }, (_, slot) => slotKey(registrantId, slot));
  const holders = await deps.registrationKeys.holders(places);
  const own = places.findIndex((key) => holders.get(key) === registrationId);
  if (own >= 0) return own;
  // Places beyond the limit count too: they are held from when the policy allowed more. All who come at once see the same
  // few that are free, so no more of them are taken than there are.
  const held = places.filter((key) => holders.has(key)).length;
  const within = places.slice(0, mostPerRegistrant);
  const free = within.filter((key) => !holders.has(key)).slice(0, Math.max(0, mostPerRegistrant - held));
  for (const key of free) {
    const holder = (await deps.registrationKeys.reserve([key], registrationId, context.now)).get(key);
    if (holder === registrationId) return places.indexOf(key);
  }
  const docs = await deps.registrations.store.findMany([...new Set(holders.values())]);
  // One that is over gives its place to this one. One that is just being written has no document yet, and counts.
  for (const [slot, key] of held > mostPerRegistrant ? [] : within.entries()) {
    const holder = docs.find(({ _id }) => _id === holders.get(key));
    if (!holder || (await stillProtects(holder, context, deps))) continue;
    if (await deps.registrationKeys.takeOver(key, holder._id, registrationId, context.now)) return slot;
  }
  throw new AppError(
    'RESOURCE_EXHAUSTED',
    'REGISTRATION_LIMIT',
    `A registrant has at most ${mostPerRegistrant} registrations that protect.`,
    [],
    { limit: String(mostPerRegistrant) },
  );
}

/** Bars an id by a tombstone unless its document appears first. */
export async function buryRegistration(
  id: string,
  now: Date,
  registrations: RegistrationRepository,
): Promise<RegistrationDoc | undefined> {
  const barred = { ...TOMBSTONE, conflictId: `barred:${id}` };
  const { doc } = await registrations.store.create(id, barred, [], { now, actor: 'service:customer' });
  return doc.tombstone ? undefined : doc;
}

const NOBODY: Prospect = {
  type: proto.CustomerType.CUSTOMER_TYPE_UNSPECIFIED,
  displayName: '',
  country: '',
  region: '',
  city: '',
  phone: '',
  email: '',
  externalRef: '',
  productLine: '',
  expectedCloseDate: '',
  note: '',
};

const TOMBSTONE: Omit<Registration, 'conflictId'> = {
  ownerId: '',
  teamId: '',
  teamPath: [],
  prospect: NOBODY,
  state: proto.RegistrationState.REGISTRATION_STATE_UNSPECIFIED,
  slot: -1,
  protectedUntil: new Date(0),
  extensions: [],
  contests: [],
  contestants: [],
  contestTeams: [],
  contestCount: 0,
  customerId: '',
  createdBy: '',
  tombstone: true,
};
