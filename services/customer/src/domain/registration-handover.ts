import type { Change } from '@fairlead/service-kit';
import { isOpenOf } from './contest';
import type { Registrant } from './registrant';
import { protects, type Registration, transferred } from './registration';

/**
 * Gives a registration that protects to another rep; its times, evidence and note go along. It counts for nobody's limit.
 * Null when it is not the leaver's any more, does not protect, or the receiver contests it.
 */
export function handOverRegistration(
  id: string,
  registration: Registration,
  handoverId: string,
  fromRepId: string,
  to: Registrant,
  now: Date,
): Change<Registration> | null {
  const { ownerId, teamId, teamPath, contests } = registration;
  const theirs = ownerId === fromRepId && protects(registration, now);
  if (!theirs || contests.some((contest) => isOpenOf(contest, to.ownerId))) return null;
  const handover = { handoverId, from: { ownerId, teamId, teamPath } };
  const set = { ...to, slot: -1, handover };
  return { set, events: [transferred(id, registration, set)] };
}

/** Gives it back to whom this handover had it from; null when it went another way since. */
export function takeBackRegistration(
  id: string,
  registration: Registration,
  handoverId: string,
  receiverId: string,
): Change<Registration> | null {
  const { handover, ownerId } = registration;
  if (handover?.handoverId !== handoverId || ownerId !== receiverId) return null;
  const set = { ...handover.from, handover: undefined };
  return { set, events: [transferred(id, registration, set)] };
}
