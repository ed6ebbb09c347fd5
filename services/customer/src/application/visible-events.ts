import type { AccessScope, LoggedEvent } from '@fairlead/service-kit';
import { seesRegistration, sightOf } from '../domain/registration-sight';
import type { CustomerRepository } from '../repository/customer-repository';
import type { RegistrationRepository } from '../repository/registration-repository';

const REGISTRATION = 'crm.customer.registration.';
const CONTEST = 'crm.customer.registration_contest.';

/**
 * Events about a customer or a registration are seen by those who may see the record now; those about a contest, which
 * name both sides, only by who stands above both.
 */
export async function visibleEvents(
  { customers, registrations }: { customers: CustomerRepository; registrations: RegistrationRepository },
  events: LoggedEvent[],
  scope: AccessScope,
): Promise<Set<number>> {
  const subjects = (type: string) =>
    events.filter((event) => event.type.startsWith(type)).map(({ subject }) => subject);
  const ids = [...new Set([...subjects(REGISTRATION), ...subjects(CONTEST)])];
  const known = new Map((await registrations.store.findMany(ids)).map((doc) => [doc._id, doc]));
  const others = events.map(({ subject }) => subject).filter((subject) => !known.has(subject));
  const visible = await customers.visibleIds(others, scope);
  const seen = events.filter(({ type, subject, data }) => {
    const registration = known.get(subject);
    if (!registration) return visible.has(subject);
    if (type.startsWith(REGISTRATION)) return seesRegistration(registration, scope) && isOwn(data, scope);
    const contest = registration.contests.find(({ id }) => id === data.contestId);
    return contest !== undefined && sightOf(registration, contest, scope) === 'whole';
  });
  return new Set(seen.map(({ _id }) => _id));
}

/** Who won a registration learns nothing of the one before. */
const isOwn = (data: Record<string, unknown>, scope: AccessScope) =>
  scope.kind !== 'own' || (data.registrantId === scope.repId && data.previousRegistrantId === undefined);
