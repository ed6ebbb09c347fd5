import { type AccessScope, inScope } from '../auth/access-scope';
import type { LoggedEvent } from '../events/event-log';
import type { Copies } from '../mongo/copies';
import type { OwnershipCopy } from './ownership-copy';

/** A person sees the events of the customers that the person may see now, by the newest known ownership. */
export async function visibleEvents(
  ownerships: Pick<Copies<OwnershipCopy>, 'findMany'>,
  events: LoggedEvent[],
  scope: AccessScope,
): Promise<Set<number>> {
  const known = await ownerships.findMany(events.map(({ subject }) => subject));
  const seen = events.filter(({ subject }) => {
    const ownership = known.get(subject);
    return ownership !== undefined && inScope(scope, ownership);
  });
  return new Set(seen.map(({ _id }) => _id));
}
