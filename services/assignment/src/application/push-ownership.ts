import type { common } from '@fairlead/proto';
import { ClientError, Status } from 'nice-grpc';
import { type KnownPool, maskedFieldsOf, termsFor } from '../domain/pool';
import type { LeadOwnershipDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';
import { findPool } from './read-pools';

type Deps = Pick<OwnershipDeps, 'customers' | 'logger' | 'pools' | 'teams'>;

/** A command waits this long for customer to take the copy; then the consumer of the own log delivers it. */
const INLINE_DEADLINE_MS = 5000;

/**
 * The ownership as other services keep it: with what is hidden of a lead that lies in a pool. `known` keeps pools that were
 * read, for whoever makes many copies at once.
 */
export async function copyOf(
  deps: Pick<Deps, 'pools' | 'teams'>,
  doc: LeadOwnershipDoc,
  known = new Map<string, KnownPool | null>(),
): Promise<common.Ownership> {
  const { revision, ownerId, teamId, teamPath, poolId, cycle, since, reopenedCycle = 0 } = doc;
  if (poolId !== '' && !known.has(poolId)) known.set(poolId, await findPool(deps, poolId));
  const pool = known.get(poolId);
  const maskedFields = pool ? maskedFieldsOf(termsFor(pool, undefined, doc.attributes.valueLevel)) : [];
  return {
    ...{ ownerId, teamId, teamPath, poolId, cycle, since, maskedFields, reopenedCycle },
    revision: BigInt(revision),
  };
}

/** Hands customer the ownership, so that the new owner reads at once and the former one no longer. True when applied. */
export async function pushOwnership(
  deps: Deps,
  doc: LeadOwnershipDoc,
  deadline = INLINE_DEADLINE_MS,
): Promise<boolean> {
  const ownership = await copyOf(deps, doc);
  try {
    return (await deps.customers.applyOwnership({ customerId: doc._id, ownership }, { deadline })).applied;
  } catch (error) {
    if (error instanceof ClientError && error.code === Status.NOT_FOUND) {
      deps.logger.warn(
        { leadId: doc._id },
        'customer does not know this lead (erased); its ownership is not delivered',
      );
      return false;
    }
    throw error;
  }
}

/** Like pushOwnership, but a failure (false) is left to the consumer of the own log. */
export async function pushOwnershipSoon(deps: Deps, ownership: LeadOwnershipDoc): Promise<boolean> {
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
