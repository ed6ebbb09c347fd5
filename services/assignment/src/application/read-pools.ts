import { defaultPool, type KnownPool, lostPoolOf, MAX_POOLS, poolOf } from '../domain/pool';
import { poolIdOf, teamIdOfPool } from '../domain/team';
import type { LeadOwnershipDoc, TeamDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';

type Deps = Pick<OwnershipDeps, 'pools' | 'teams'>;

/** A pool as it is; a default pool that nobody changed has no record and is as it began. Null when there is none. */
export async function findPool({ pools, teams }: Deps, poolId: string): Promise<KnownPool | null> {
  const found = poolId === '' ? null : await pools.find(poolId);
  if (found) return found;
  const team = teamIdOfPool(poolId) === '' ? null : await teams.find(teamIdOfPool(poolId));
  return team && unchanged(team);
}

/** The open pools of these teams, default pools included, by id. */
export async function poolsOfTeams({ pools }: Pick<Deps, 'pools'>, teams: TeamDoc[]): Promise<KnownPool[]> {
  const found: KnownPool[] = await pools.ofTeams(
    teams.map(({ _id }) => _id),
    MAX_POOLS,
  );
  return withDefaults(found, teams);
}

/** Records and, for teams without one, the default pool as it began. */
export function withDefaults(found: KnownPool[], teams: TeamDoc[]): KnownPool[] {
  const known = new Set(found.map(({ _id }) => _id));
  const missing = teams.filter(({ _id }) => !known.has(poolIdOf(_id))).map(unchanged);
  return [...found, ...missing].sort((a, b) => (a._id < b._id ? -1 : 1));
}

/** The first revision is the one that a record gets when it is made for a change. */
const unchanged = ({ _id, createTime, updateTime }: TeamDoc): KnownPool => ({
  ...defaultPool(_id),
  _id: poolIdOf(_id),
  revision: 1,
  createTime,
  updateTime,
});

/** Where an owned lead goes back to, and the team of that pool; null when its team is not known. */
export async function homeOf(deps: Deps, ownership: Pick<LeadOwnershipDoc, 'teamId' | 'attributes'>) {
  return chosenOf(deps, ownership, poolOf);
}

/** Where the lead is kept when it is lost; null when its team keeps no lost leads. */
export async function lostHomeOf(deps: Deps, ownership: Pick<LeadOwnershipDoc, 'teamId' | 'attributes'>) {
  return chosenOf(deps, ownership, lostPoolOf);
}

async function chosenOf(
  deps: Deps,
  { teamId, attributes }: Pick<LeadOwnershipDoc, 'teamId' | 'attributes'>,
  choose: typeof poolOf,
) {
  const team = teamId === '' ? null : await deps.teams.find(teamId);
  const pool = team && choose(await poolsOfTeams(deps, [team]), attributes);
  return pool ? { pool, team } : null;
}
