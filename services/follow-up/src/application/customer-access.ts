import type { common, customer } from '@fairlead/proto';
import { type CallerContext, failedPrecondition, hasRole, onBehalfOf, permissionDenied } from '@fairlead/service-kit';
import type { OwnershipCopy } from '../domain/ownership-copy';
import type { Deps } from './deps';

/**
 * The customer as the caller may see it now. The customer service is asked with the caller's token, so a lead claimed a
 * moment ago is visible and a lead lost a moment ago is not; NOT_FOUND when it is out of scope.
 */
export const visibleCustomer = (
  { customers }: Pick<Deps, 'customers'>,
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

/** Only the task's owner, managers of the tree and admins change a task. */
export function refuseUnlessTaskHolder({ principal }: CallerContext, task: { ownerId: string; teamPath: string[] }) {
  const { rep, team } = principal;
  if (hasRole(principal, 'admin')) return;
  if (hasRole(principal, 'manager') && team && task.teamPath.includes(team)) return;
  if (rep && rep === task.ownerId) return;
  throw permissionDenied('Only the task’s owner, a manager of the team or an admin may do this.');
}

function toCopy(ownership: common.Ownership | undefined): OwnershipCopy | undefined {
  if (!ownership || ownership.cycle === 0) return undefined;
  const { ownerId, teamId, teamPath, poolId, cycle, revision, since } = ownership;
  return { ownerId, teamId, teamPath, poolId, cycle, revision: Number(revision), since: since ?? new Date(0) };
}
