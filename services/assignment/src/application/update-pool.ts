import { type CommandCall, Faults, failedPrecondition, notFound, staleEtag } from '@fairlead/service-kit';
import { defaultPool, isDefaultPool, type Pool } from '../domain/pool';
import { checkReps } from './create-pool';
import type { OwnershipDeps } from './ownership-deps';
import { findPool } from './read-pools';
import { requireTreeWriter } from './require-tree-writer';

export interface PoolUpdate {
  id: string;
  etag: string;
  values: Partial<Pick<Pool, 'displayName' | 'regions' | 'productLines' | 'terms' | 'levelTerms' | 'takesLost'>>;
  /** Names of the changed fields as the proto spells them. */
  fields: string[];
}

/** Changes settings of a pool; a default pool gets its record with the first change. */
export async function updatePool<R>(
  deps: Pick<OwnershipDeps, 'pools' | 'teams' | 'reps'>,
  { id, etag, values, fields }: PoolUpdate,
  call: CommandCall<Pool, R>,
): Promise<R> {
  const pool = await findPool(deps, id);
  const team = pool && (await deps.teams.find(pool.teamId));
  if (!pool || !team) throw notFound('pool', id);
  requireTreeWriter(call.caller.principal, team.path);
  const faults = new Faults();
  const narrows = (values.regions ?? []).length + (values.productLines ?? []).length > 0;
  faults.check(!isDefaultPool(pool) || !narrows, 'pool.regions', 'a default pool is for every lead of its team');
  await checkReps(deps, values, faults);
  faults.throwIfAny();
  if (!(await deps.pools.find(id))) {
    if (etag !== String(pool.revision)) throw staleEtag();
    await deps.pools.store.create(id, defaultPool(team._id), [], call.context);
  }
  const { reply } = await deps.pools.store.change(
    id,
    (present) => {
      if (String(present.revision) !== etag) throw staleEtag();
      if (present.closed) throw failedPrecondition('POOL_CLOSED', 'A closed pool cannot be changed.');
      const data = { poolId: id, teamId: present.teamId, fields };
      return { set: values, events: [{ type: 'crm.assignment.pool.updated.v1', subject: id, data }] };
    },
    call.context,
    call.command,
    call.reply,
  );
  return reply;
}
