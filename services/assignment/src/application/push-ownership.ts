import { ClientError, Status } from 'nice-grpc';
import type { LeadOwnershipDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';

/** A command waits this long for customer to take the copy; then the consumer of the own log delivers it. */
const INLINE_DEADLINE_MS = 5000;

/** Hands customer the ownership, so that the new owner reads at once and the former one no longer. True when applied. */
export async function pushOwnership(
  { customers, logger }: Pick<OwnershipDeps, 'customers' | 'logger'>,
  { _id, revision, ownerId, teamId, teamPath, poolId, cycle, since }: LeadOwnershipDoc,
  deadline = INLINE_DEADLINE_MS,
): Promise<boolean> {
  const ownership = { ownerId, teamId, teamPath, poolId, cycle, revision: BigInt(revision), since };
  try {
    return (await customers.applyOwnership({ customerId: _id, ownership }, { deadline })).applied;
  } catch (error) {
    if (error instanceof ClientError && error.code === Status.NOT_FOUND) {
      logger.warn({ leadId: _id }, 'customer does not know this lead (erased); its ownership is not delivered');
      return false;
    }
    throw error;
  }
}

/** Like pushOwnership, but a failure (false) is left to the consumer of the own log. */
export async function pushOwnershipSoon(
  deps: Pick<OwnershipDeps, 'customers' | 'logger'>,
  ownership: LeadOwnershipDoc,
): Promise<boolean> {
  try {
    await pushOwnership(deps, ownership);
    return true;
  } catch (error) {
    deps.logger.warn(
      { err: error, leadId: ownership._id, revision: ownership.revision },
      'customer did not take the ownership in time; the event log delivers it',
    );
    return false;
  }
}
