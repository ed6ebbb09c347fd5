import { actionFor, refuses } from '../domain/match-policy';
import { type Prospect, protects } from '../domain/registration';
import type { MatchKeys } from '../repository/match-keys';
import type { MatchPolicies } from '../repository/match-policies';
import { prospectKeys } from '../repository/prospect-keys';
import type { RegistrationRepository } from '../repository/registration-repository';
import { registrationConflict } from './registration-conflict';
import type { Call } from './write-context';

/** What a creation of a lead asks about registrations. */
export interface RegisteredDeps {
  registrations: RegistrationRepository;
  registrationKeys: MatchKeys;
  policies: MatchPolicies;
}

/**
 * A lead that somebody else has registered as a prospect is refused like a duplicate: where the match policy blocks an
 * equal key, or warns about it and the caller wants to be asked. The registrant may create it.
 */
export async function refuseRegistered(
  lead: Pick<Prospect, 'type' | 'displayName' | 'phone' | 'email' | 'externalRef'>,
  { now, principal }: Pick<Call, 'now' | 'principal'>,
  strict: boolean,
  { registrations, registrationKeys, policies }: RegisteredDeps,
): Promise<void> {
  const policy = await policies.current();
  const keys = prospectKeys(lead).filter(({ field }) => refuses(actionFor(field, policy), strict));
  const holders = await registrationKeys.holders(keys.map(({ key }) => key));
  if (holders.size === 0) return;
  const docs = await registrations.store.findMany([...new Set(holders.values())]);
  const taken = docs.find((doc) => !doc.tombstone && protects(doc, now) && doc.ownerId !== principal.rep);
  if (taken) throw registrationConflict(taken);
}
