import {
  AppError,
  type CommandCall,
  Faults,
  failedPrecondition,
  notFound,
  replayOf,
  staleEtag,
} from '@fairlead/service-kit';
import { isDefaultPool, type KnownPool, type Pool } from '../domain/pool';
import { poolIdOf } from '../domain/team';
import { emptyClosedPool } from './empty-closed-pool';
import type { OwnershipDeps } from './ownership-deps';
import { findPool } from './read-pools';
import { requireTreeWriter } from './require-tree-writer';

const MAX_COUNTED = 10_000;

/**
 * Closes a pool; its leads go where the command says. What comes in at the same moment goes to the default pool, by the
 * sweep.
 */
export async function closePool<R>(
  deps: OwnershipDeps,
  { poolId, etag, moveToPoolId }: { poolId: string; etag: string; moveToPoolId: string },
  call: CommandCall<Pool, R>,
): Promise<R> {
  const pool = await findPool(deps, poolId);
  const team = pool && (await deps.teams.find(pool.teamId));
  if (!pool || !team) throw notFound('pool', poolId);
  requireTreeWriter(call.caller.principal, team.path);
  if (isDefaultPool(pool)) throw failedPrecondition('DEFAULT_POOL', 'The default pool of a team cannot be closed.');
  const stored = await deps.pools.find(poolId);
  if (!stored || replayOf(stored, call) === undefined) {
    await requireTarget(deps, pool, moveToPoolId);
    const count = moveToPoolId === '' ? await deps.ownerships.countOfPool(poolId, MAX_COUNTED) : 0;
    if (count > 0) {
      throw failedPrecondition('POOL_NOT_EMPTY', `${count} leads lie in the pool: name another one for them.`, {
        leads: String(count),
      });
    }
  }
  const movedToPoolId = moveToPoolId || poolIdOf(pool.teamId);
  const { doc, reply } = await deps.pools.store.change(
    poolId,
    (present) => {
      if (String(present.revision) !== etag) throw staleEtag();
      if (present.closed) throw failedPrecondition('POOL_CLOSED', 'The pool is closed already.');
      const data = { poolId, teamId: present.teamId, fields: ['state'] };
      return {
        set: { closed: true, movedToPoolId },
        events: [{ type: 'crm.assignment.pool.updated.v1', subject: poolId, data }],
      };
    },
    call.context,
    call.command,
    call.reply,
  );
  try {
    await emptyClosedPool(deps, doc, call.context);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    deps.logger.warn({ err: error, poolId }, 'leads of a closed pool were not moved yet; the sweep does it');
  }
  return reply;
}

/** The pool that takes the leads: an open one of the same team. */
async function requireTarget(deps: OwnershipDeps, pool: KnownPool, moveToPoolId: string): Promise<void> {
  if (moveToPoolId === '') return;
  const target = await findPool(deps, moveToPoolId);
  const sound = target !== null && !target.closed && target.teamId === pool.teamId && target._id !== pool._id;
  new Faults().check(sound, 'move_to_pool_id', 'must be another open pool of the same team').throwIfAny();
}
