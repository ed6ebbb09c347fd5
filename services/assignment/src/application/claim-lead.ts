import {
  AppError,
  type CommandCall,
  hasRole,
  inScope,
  invalidArgument,
  notFound,
  permissionDenied,
  replayOf,
  scopeOf,
} from '@fairlead/service-kit';
import { type Claimant, claimRefusal, dailyQuota, holdingLimit } from '../domain/claim';
import { giveTo, type LeadOwnership } from '../domain/ownership';
import { DEFAULT_TERMS, type KnownPool, type PoolTerms, termsFor } from '../domain/pool';
import { DEFAULT_POOL_POLICY } from '../domain/team';
import type { LeadOwnershipDoc, RepDoc, TeamDoc } from '../repository/models';
import { claimDayOf } from './claim-day';
import type { OwnershipDeps } from './ownership-deps';
import { pushOwnershipSoon } from './push-ownership';
import { findPool } from './read-pools';
import { requireTreeWriter } from './require-tree-writer';
import { settleStale } from './settle-stale';
import { takeLead } from './take-lead';

const MAX_ATTEMPTS = 12;
const DAY_MS = 86_400_000;

/** Takes a lead out of the pool for a rep: one atomic decision, one winner. */
export async function claimLead<R>(
  deps: OwnershipDeps,
  { leadId, repId: named }: { leadId: string; repId: string },
  call: CommandCall<LeadOwnership, R>,
): Promise<R> {
  const { context } = call;
  const repId = claimantOf(call, named);
  for (let attempt = 1, cleaned = false; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const ownership = await deps.ownerships.find(leadId);
    if (!ownership) throw notFound('lead', leadId);
    const replayed = replayOf(ownership, call);
    if (replayed !== undefined) {
      await pushOwnershipSoon(deps, ownership);
      return replayed;
    }
    const { rep, team } = await requireRep(deps, repId, call);
    requireVisible(ownership, rep, call);
    const { pool, poolTeam, terms } = await poolFor(deps, ownership);
    const refusal = claimRefusal(ownership, claimant(rep, team), pool, terms, context.now);
    if (refusal) throw refusal;
    const day = await claimDayOf(deps, poolTeam, terms, context.now);
    const result = await takeLead(
      deps,
      {
        ownership,
        repId,
        limit: terms.holdingLimit,
        claim: { mark: { poolId: ownership.poolId, day, cycle: ownership.cycle + 1 }, perDay: terms.claimsPerDay },
        change: claimed(ownership, repId, team, terms, call),
      },
      context,
      call.command,
      call.reply,
    );
    if (result === 'full' || result === 'quota') {
      if (cleaned || !(await settleStale(deps, repId, context))) {
        throw result === 'full' ? holdingLimit(terms.holdingLimit) : dailyQuota(terms.claimsPerDay);
      }
      cleaned = true;
      continue;
    }
    if (result === 'lost') continue;
    return result.reply;
  }
  throw new AppError('ABORTED', 'CONTENTION', 'The lead changes too fast; try again.');
}

/** The new cycle, protected from recycling as the pool's terms say. */
function claimed<R>(
  ownership: LeadOwnershipDoc,
  repId: string,
  team: TeamDoc,
  { protectionDays }: PoolTerms,
  { context: { now, actor } }: CommandCall<LeadOwnership, R>,
) {
  const change = giveTo(
    ownership,
    { id: team._id, path: team.path },
    {
      time: now,
      kind: 'CLAIM',
      ruleSetVersion: 0,
      ruleId: '',
      ownerId: repId,
      reason: `${repId} claimed it out of ${ownership.poolId}.`,
      actor,
    },
  );
  if (protectionDays === 0) return change;
  const protectedUntil = new Date(now.getTime() + protectionDays * DAY_MS);
  return { ...change, set: { ...change.set, protectedUntil } };
}

/** The pool in which the lead lies, with its team and its terms for such leads. */
async function poolFor(
  deps: OwnershipDeps,
  { poolId, attributes }: LeadOwnershipDoc,
): Promise<{ pool: KnownPool | null; poolTeam: TeamDoc | null; terms: PoolTerms }> {
  const pool = await findPool(deps, poolId);
  const poolTeam = pool && (await deps.teams.find(pool.teamId));
  const policy = poolTeam?.poolPolicy ?? DEFAULT_POOL_POLICY;
  return { pool, poolTeam, terms: termsFor(pool ?? NO_POOL, policy, attributes.valueLevel) };
}

const NO_POOL = { terms: DEFAULT_TERMS, levelTerms: [] };

export const claimant = (rep: RepDoc, team: TeamDoc): Claimant => ({ ...rep, id: rep._id, teamPath: team.path });

/** Reps claim for themselves; managers and admins for the rep they name. */
function claimantOf({ caller: { principal } }: CommandCall<LeadOwnership, unknown>, named: string): string {
  const repId = named || principal.rep || '';
  if (repId === '') throw invalidArgument([{ field: 'rep_id', description: 'is required when the caller is no rep' }]);
  if (repId !== principal.rep && !hasRole(principal, 'manager', 'admin')) {
    throw permissionDenied('A rep claims for no other rep.');
  }
  return repId;
}

async function requireRep(
  { reps, teams }: OwnershipDeps,
  repId: string,
  { caller: { principal } }: CommandCall<LeadOwnership, unknown>,
): Promise<{ rep: RepDoc; team: TeamDoc }> {
  const rep = await reps.find(repId);
  if (!rep) {
    if (repId === principal.rep) throw permissionDenied('The caller is no rep of this installation.');
    throw invalidArgument([{ field: 'rep_id', description: 'there is no such rep' }]);
  }
  const team = await teams.find(rep.teamId);
  if (!team) throw notFound('team', rep.teamId);
  if (repId !== principal.rep) requireTreeWriter(principal, team.path);
  return { rep, team };
}

/** What lies in a pool may be asked for; who owns other teams' leads, or whether there is one, is not told. */
function requireVisible(
  ownership: LeadOwnershipDoc,
  rep: RepDoc,
  { caller: { principal } }: CommandCall<LeadOwnership, unknown>,
): void {
  const pooledOrOwnTeam = ownership.poolId !== '' || ownership.teamId === rep.teamId;
  if (!pooledOrOwnTeam && !inScope(scopeOf(principal), ownership)) throw notFound('lead', ownership._id);
}
