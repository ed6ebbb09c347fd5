import type { WriteContext } from '@fairlead/service-kit';
import type { KnownPool } from '../domain/pool';
import { poolIdOf } from '../domain/team';
import type { OwnershipDeps } from './ownership-deps';
import { putIntoPool } from './put-into-pool';
import { findPool } from './read-pools';

const PAGE = 200;
/** Pools that were closed one after the other, each into the next one. */
const MAX_CHAIN = 20;

/** Moves the leads of a closed pool to where they were to go; safe to repeat, also side by side. Answers how many. */
export async function emptyClosedPool(deps: OwnershipDeps, closed: KnownPool, context: WriteContext): Promise<number> {
  let moved = 0;
  for (let after = ''; ; ) {
    const leads = await deps.ownerships.allOfPool(closed._id, after, PAGE);
    const target = leads.length > 0 ? await targetOf(deps, closed) : null;
    for (const { _id } of target ? leads : []) {
      const decide = async ({ poolId }: { poolId: string }) =>
        target && poolId === closed._id
          ? { place: target, reason: 'moved' as const, coolDownSeconds: 0, actor: context.actor }
          : null;
      if (await putIntoPool(deps, _id, decide, context)) moved += 1;
    }
    if (leads.length < PAGE) return moved;
    after = leads.at(-1)?._id ?? '';
  }
}

/** The open pool at the end of the chain, else the team's default pool. */
async function targetOf(deps: OwnershipDeps, closed: KnownPool) {
  const team = await deps.teams.find(closed.teamId);
  if (!team) return null;
  let target: KnownPool | null = closed;
  for (let step = 0; target?.closed && step < MAX_CHAIN; step += 1) target = await findPool(deps, target.movedToPoolId);
  const poolId = target && !target.closed && target.teamId === team._id ? target._id : poolIdOf(team._id);
  return { poolId, team: { id: team._id, path: team.path } };
}
