import { type Handlers, type OwnershipCopy, ownershipOf, type TypedEvent } from '@fairlead/service-kit';
import type { Deps } from './deps';

type OwnershipEvent =
  | 'crm.assignment.lead.assigned.v1'
  | 'crm.assignment.lead.claimed.v1'
  | 'crm.assignment.lead.handed_over.v1'
  | 'crm.assignment.lead.pooled.v1'
  | 'crm.assignment.customer.imported.v1';

/** Orders go where their customer goes. */
export function followAssignment({ ownerships, orders }: Pick<Deps, 'ownerships' | 'orders'>): Handlers {
  const follow = async ({ subject, data }: TypedEvent<OwnershipEvent>) => {
    const ownership: OwnershipCopy = ownershipOf(data);
    const copied = await ownerships.apply(subject, ownership);
    // Also when the copy was new already: a crash may have come between the copy and the orders.
    const moved = await orders.follow(subject, ownership);
    return copied || moved ? 'applied' : 'repeated';
  };
  return {
    'crm.assignment.lead.assigned.v1': follow,
    'crm.assignment.lead.claimed.v1': follow,
    'crm.assignment.lead.handed_over.v1': follow,
    'crm.assignment.lead.pooled.v1': follow,
    'crm.assignment.customer.imported.v1': follow,
  };
}
