import { type AccessScope, inScope } from '@fairlead/service-kit';
import { actionFor, refuses } from '../domain/match-policy';
import { type Prospect, protects } from '../domain/registration';
import type { KeyField, MatchKeys } from '../repository/match-keys';
import type { MatchPolicies } from '../repository/match-policies';
import { prospectKeys } from '../repository/prospect-keys';
import type { RegistrationDoc } from '../repository/registration-models';
import type { RegistrationRepository } from '../repository/registration-repository';
import { registrationConflict } from './registration-conflict';
import type { Call } from './write-context';

/** What a creation of leads asks about registrations. */
export interface RegisteredDeps {
  registrations: RegistrationRepository;
  registrationKeys: MatchKeys;
}

type Lead = Pick<Prospect, 'type' | 'displayName' | 'phone' | 'email' | 'externalRef'>;

/** A registration that protects a lead for somebody else, and the fields by which it does. */
export interface Registered {
  registration: RegistrationDoc;
  fields: KeyField[];
}

/** Who creates a lead: a registration binds neither its registrant nor a manager above, who acts for the registrant. */
const binds = (registration: RegistrationDoc, { rep, scope }: Creator) =>
  registration.ownerId !== rep && !(scope.kind === 'team' && inScope(scope, registration));

interface Creator {
  rep: string | undefined;
  scope: AccessScope;
}

/** Leads, by their place, that somebody else has registered as prospects; only keys of fields that `counts` are looked at. */
export async function findRegistered(
  leads: Lead[],
  counts: (field: KeyField) => boolean,
  creator: Creator,
  now: Date,
  { registrations, registrationKeys }: RegisteredDeps,
): Promise<Map<number, Registered>> {
  const keysOf = leads.map((lead) => prospectKeys(lead).filter(({ field }) => counts(field)));
  const holders = await registrationKeys.holders([...new Set(keysOf.flat().map(({ key }) => key))]);
  const docs = await registrations.store.findMany([...new Set(holders.values())]);
  const taken = new Map(
    docs
      .filter((doc) => !doc.tombstone && protects(doc, now) && binds(doc, creator))
      .map((registration) => [registration._id, registration]),
  );
  const found = new Map<number, Registered>();
  for (const [place, keys] of keysOf.entries()) {
    const equal = keys.filter(({ key }) => taken.has(holders.get(key) ?? ''));
    const registration = taken.get(holders.get(equal[0]?.key ?? '') ?? '');
    if (registration) found.set(place, { registration, fields: [...new Set(equal.map(({ field }) => field))] });
  }
  return found;
}

/**
 * A lead that somebody else has registered as a prospect is refused like a duplicate: where the match policy blocks an
 * equal key, or warns about it and the caller wants to be asked. The registrant and managers above may create it.
 */
export async function refuseRegistered(
  lead: Lead,
  { now, principal, scope }: Pick<Call, 'now' | 'principal' | 'scope'>,
  strict: boolean,
  deps: RegisteredDeps & { policies: MatchPolicies },
): Promise<void> {
  const policy = await deps.policies.current();
  const counts = (field: KeyField) => refuses(actionFor(field, policy), strict);
  const found = (await findRegistered([lead], counts, { rep: principal.rep, scope }, now, deps)).get(0);
  if (found) throw registrationConflict(found.registration);
}
