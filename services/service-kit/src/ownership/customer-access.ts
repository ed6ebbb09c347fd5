import type { common, customer } from '@fairlead/proto';
import { hasRole } from '../auth/principal';
import { failedPrecondition } from '../errors/app-error';
import { type KitClient, onBehalfOf } from '../grpc/client';
import type { CallerContext } from '../grpc/server';
import type { OwnershipCopy } from './ownership-copy';

/** The customer service as far as it is asked here. */
export type CustomerReader = Pick<KitClient<typeof customer.CustomerServiceDefinition>, 'getCustomer'>;

/**
 * The customer as the caller may see it now. The customer service is asked with the caller's token, so a lead claimed a
 * moment ago is visible and a lead lost a moment ago is not; NOT_FOUND when it is out of scope.
 */
export const visibleCustomer = (
  { customers }: { customers: CustomerReader },
  customerId: string,
  caller: CallerContext,
): Promise<customer.Customer> => customers.getCustomer({ customerId }, onBehalfOf(caller));

/** The ownership in force; FAILED_PRECONDITION (NOT_OWNER) while nobody owns the customer. */
export function requireOwned(found: customer.Customer): OwnershipCopy {
  const copy = toCopy(found.ownership);
  if (!copy || copy.ownerId === '') {
    throw failedPrecondition('NOT_OWNER', 'Nobody owns this customer; claim it first.', { subject: found.id });
  }
  return copy;
}

/** Only the owner, managers of the team's tree and admins record what was done with a customer. */
export function refuseUnlessResponsible({ principal }: CallerContext, ownership: OwnershipCopy): void {
  const { rep, team } = principal;
  if (hasRole(principal, 'admin')) return;
  if (hasRole(principal, 'manager') && team && ownership.teamPath.includes(team)) return;
  if (rep && rep === ownership.ownerId) return;
  throw failedPrecondition('NOT_OWNER', 'Only the owner may do this.');
}

function toCopy(ownership: common.Ownership | undefined): OwnershipCopy | undefined {
  if (!ownership || ownership.cycle === 0) return undefined;
  const { ownerId, teamId, teamPath, poolId, cycle, revision, since } = ownership;
  return { ownerId, teamId, teamPath, poolId, cycle, revision: Number(revision), since: since ?? new Date(0) };
}
