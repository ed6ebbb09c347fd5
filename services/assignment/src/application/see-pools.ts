import type { assignment as proto } from '@fairlead/proto';
import { type AccessScope, AppError, notFound, type Principal, scopeOf } from '@fairlead/service-kit';
import { type Claimant, entryRefusal, isClaimer } from '../domain/claim';
import { claimsOn } from '../domain/claim-count';
import { type KnownPool, MAX_POOLS, termsFor } from '../domain/pool';
import { MAX_TEAMS } from '../domain/team';
import type { HoldingDoc, TeamDoc } from '../repository/models';
import { claimDayOf } from './claim-day';
import { claimant } from './claim-lead';
import type { OwnershipDeps } from './ownership-deps';
import { findPool, withDefaults } from './read-pools';

/** A pool that a caller sees, and the scope in which its leads are read. */
export interface SeenPool {
  pool: KnownPool;
  team: TeamDoc;
  scope: AccessScope;
}

/** The caller as a rep at the doors of pools; undefined when it is none. */
export interface Visitor {
  claimant: Claimant;
  holding: HoldingDoc | null;
}

export async function visitorOf(deps: OwnershipDeps, { rep: repId }: Principal): Promise<Visitor | undefined> {
  const rep = repId ? await deps.reps.find(repId) : null;
  const team = rep && (await deps.teams.find(rep.teamId));
  return rep && team ? { claimant: claimant(rep, team), holding: await deps.holdings.find(rep._id) } : undefined;
}

/** A pool by id; out of sight it looks like one that does not exist. */
export async function seePool(deps: OwnershipDeps, poolId: string, principal: Principal): Promise<SeenPool> {
  const pool = await findPool(deps, poolId);
  const team = pool && (await deps.teams.find(pool.teamId));
  const scope = pool && team && sightOf(pool, team, principal, await visitorOf(deps, principal));
  if (!pool || !team || !scope) throw notFound('pool', poolId);
  return { pool, team, scope };
}

/** Every open pool that the caller sees, by id. */
export async function seePools(deps: OwnershipDeps, principal: Principal, visitor: Visitor | undefined) {
  const scope = scopeOf(principal);
  if (scope.kind === 'none') return [];
  const records = await deps.pools.open(MAX_POOLS);
  const inScope = await deps.teams.inScope(scope, MAX_TEAMS);
  const teams = new Map(inScope.map((team) => [team._id, team]));
  const others = records.map(({ teamId }) => teamId).filter((teamId) => !teams.has(teamId));
  for (const team of visitor ? await deps.teams.findMany([...new Set(others)]) : []) teams.set(team._id, team);
  return withDefaults(records, inScope).flatMap((pool) => {
    const team = teams.get(pool.teamId);
    const seen = team && sightOf(pool, team, principal, visitor);
    return team && seen ? [{ pool, team, scope: seen }] : [];
  });
}

/**
 * The scope in which the caller reads the leads of a pool, null when it does not see the pool. Whoever may claim out of it
 * sees what lies in it, also from another team: ids and attributes, which are all that this service knows.
 */
function sightOf(
  pool: KnownPool,
  team: TeamDoc,
  principal: Principal,
  visitor: Visitor | undefined,
): AccessScope | null {
  const scope = scopeOf(principal);
  if (scope.kind === 'all') return scope;
  if (scope.kind === 'team' && team.path.includes(scope.teamId)) return scope;
  if (scope.kind === 'own' && team._id === scope.teamId) return scope;
  const invited =
    visitor && scope.kind !== 'none' && isClaimer(pool, termsFor(pool, team.poolPolicy, ''), visitor.claimant);
  return invited ? { kind: 'all' } : null;
}

/** What the visitor may still claim out of a pool, by the pool's own terms. */
export async function allowanceOf(
  deps: OwnershipDeps,
  { pool, team }: Pick<SeenPool, 'pool' | 'team'>,
  visitor: Visitor | undefined,
  now: Date,
): Promise<proto.ClaimAllowance | undefined> {
  if (!visitor) return undefined;
  const { holding, claimant: rep } = visitor;
  const terms = termsFor(pool, team.poolPolicy, '');
  const day = await dayOf(deps, team, terms, now);
  return {
    refusal: entryRefusal(pool, terms, rep, now)?.reason ?? '',
    claimsToday: holding && day ? claimsOn(holding, pool._id, day) : 0,
    claimsPerDay: terms.claimsPerDay,
    held: holding?.entries.length ?? 0,
    holdingLimit: terms.holdingLimit,
  };
}

/** A list does not fail for a calendar that cannot be asked. */
async function dayOf(...[deps, team, terms, now]: Parameters<typeof claimDayOf>): Promise<string | undefined> {
  try {
    return await claimDayOf(deps, team, terms, now);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
