import { type CommandCall, failedPrecondition, inScope, notFound, scopeOf, staleEtag } from '@fairlead/service-kit';
import type { LeadOwnership, Pooling } from '../domain/ownership';
import { termsFor } from '../domain/pool';
import type { LeadOwnershipDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';
import { putIntoPoolBy } from './put-into-pool';
import { findPool } from './read-pools';
import { leadClosed } from './recycle-lead';
import { requireTreeWriter } from './require-tree-writer';

export interface MoveRequest {
  leadId: string;
  poolId: string;
  note: string;
  /** Empty: whatever the present revision. */
  etag: string;
}

/** Moves a lead by hand from its owner or another pool into a pool, also one of another team in the caller's tree. */
export async function moveToPool<R>(
  deps: OwnershipDeps,
  { leadId, poolId, note, etag }: MoveRequest,
  call: CommandCall<LeadOwnership, R>,
): Promise<R> {
  const { principal } = call.caller;
  const decide = async (ownership: LeadOwnershipDoc): Promise<Pooling> => {
    if (!inScope(scopeOf(principal), ownership) || ownership.cycle === 0) throw notFound('lead', leadId);
    if (etag !== '' && etag !== String(ownership.revision)) throw staleEtag();
    const pool = await findPool(deps, poolId);
    const team = pool && (await deps.teams.find(pool.teamId));
    if (!pool || !team || !isWithin(call, team.path)) throw notFound('pool', poolId);
    requireTreeWriter(principal, ownership.teamPath);
    if (pool.closed) throw failedPrecondition('POOL_CLOSED', 'Nothing is put into a closed pool.');
    if (ownership.closedAs !== '') throw leadClosed(ownership);
    if (ownership.poolId === poolId) throw failedPrecondition('SAME_POOL', 'The lead lies in this pool already.');
    const { coolDownSeconds } = termsFor(pool, team.poolPolicy, ownership.attributes.valueLevel);
    const place = { poolId, team: { id: team._id, path: team.path } };
    return { place, reason: 'moved', coolDownSeconds, note, actor: call.context.actor };
  };
  return putIntoPoolBy(deps, leadId, decide, call);
}

/** A pool out of the caller's tree looks like one that does not exist. */
function isWithin({ caller: { principal } }: CommandCall<LeadOwnership, unknown>, path: readonly string[]): boolean {
  const scope = scopeOf(principal);
  return scope.kind === 'all' || (scope.kind === 'team' && path.includes(scope.teamId));
}
