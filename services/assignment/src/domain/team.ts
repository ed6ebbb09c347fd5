/** A team in the manager tree. Its public pool exists with it. */
export interface Team {
  displayName: string;
  /** Empty for a root; fixed at creation, so that paths stored elsewhere stay true. */
  parentId: string;
  /** This team and those above, root first. */
  path: string[];
  managerId: string;
  calendarId: string;
  poolPolicy: PoolPolicy;
  /** Identity of the command that created it; finds a request id that is used again for another team. */
  commandKey: string;
}

/** Rules of a team's public pool. */
export interface PoolPolicy {
  /** Seconds for which the former owner may not claim a lead back. */
  coolDownSeconds: number;
  /** Most open leads that a rep may hold for a claim to be allowed. */
  holdingLimit: number;
}

export const DEFAULT_POOL_POLICY: PoolPolicy = { coolDownSeconds: 604_800, holdingLimit: 200 };
export const MAX_COOL_DOWN_SECONDS = 366 * 86_400;
/** Deepest level of the tree; bounds every stored path. */
export const MAX_TEAM_DEPTH = 20;
/** Most teams of an installation; ListPools answers all of them at once. */
export const MAX_TEAMS = 500;

const POOL_PREFIX = 'pool-';

/** Id of a team's public pool. */
export const poolIdOf = (teamId: string) => `${POOL_PREFIX}${teamId}`;

/** Team of a pool id; empty when it is none. */
export const teamIdOfPool = (poolId: string) =>
  poolId.startsWith(POOL_PREFIX) ? poolId.slice(POOL_PREFIX.length) : '';

/** Path of a new team below its parent (null: a root). */
export const pathOf = (teamId: string, parent: { path: readonly string[] } | null) => [...(parent?.path ?? []), teamId];
