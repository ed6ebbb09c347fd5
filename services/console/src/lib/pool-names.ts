import type { TFunction } from 'i18next';
import type { Pool, User } from '../api/types';
import { nameOf } from './wording';

type Named = Pick<Pool, 'id' | 'teamId' | 'displayName'>;

/** What a pool is called: by its own name, a default pool by its team's. */
export const poolName = (pool: Named, teamNames: Record<string, string>, t: TFunction): string =>
  pool.displayName || t('pool.defaultOf', { team: nameOf(teamNames, pool.teamId) });

/** The name of a pool by its id; the id of one that is out of sight, or closed. */
export function poolNameOf(poolId: string, pools: Named[], teamNames: Record<string, string>, t: TFunction): string {
  const pool = pools.find(({ id }) => id === poolId);
  return pool ? poolName(pool, teamNames, t) : poolId;
}

/** Whether a claim is offered: the pool's terms decide; as long as they are not known, the team does. */
export function mayClaim(user: Pick<User, 'rep' | 'team'>, pool: Pool | undefined, teamId: string): boolean {
  if (!user.rep) return false;
  return pool?.allowance ? pool.allowance.refusal === '' : user.team === teamId;
}

export const isDefaultPool = ({ id, teamId }: Pick<Pool, 'id' | 'teamId'>) => id === `pool-${teamId}`;
