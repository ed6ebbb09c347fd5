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
import { claimRefusal, holdingLimit } from '../domain/claim';
import { giveTo, type LeadOwnership } from '../domain/ownership';
import type { LeadOwnershipDoc, RepDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';
import { pushOwnershipSoon } from './push-ownership';
import { requireTreeWriter } from './require-tree-writer';
import { settleStale } from './settle-stale';
import { takeLead } from './take-lead';

const MAX_ATTEMPTS = 12;

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
    const rep = await requireRep(deps, repId, call);
    requireVisible(ownership, rep, call);
    const refusal = claimRefusal(ownership, { ...rep, id: repId }, context.now);
    if (refusal) throw refusal;
    const team = await deps.teams.find(ownership.teamId);
    if (!team) throw notFound('team', ownership.teamId);
    const limit = team.poolPolicy.holdingLimit;
    const decision = {
      time: context.now,
      kind: 'CLAIM' as const,
      ruleSetVersion: 0,
      ruleId: '',
      ownerId: repId,
      reason: `${repId} claimed it out of ${ownership.poolId}.`,
      actor: context.actor,
    };
    const change = giveTo(ownership, { id: team._id, path: team.path }, decision);
    const result = await takeLead(deps, { ownership, repId, limit, change }, context, call.command, call.reply);
    if (result === 'full') {
      if (cleaned || !(await settleStale(deps, repId, context))) throw holdingLimit(limit);
      cleaned = true;
      continue;
    }
    if (result === 'lost') continue;
    return result.reply;
  }
  throw new AppError('ABORTED', 'CONTENTION', 'The lead changes too fast; try again.');
}

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
): Promise<RepDoc> {
  const rep = await reps.find(repId);
  if (!rep) {
    if (repId === principal.rep) throw permissionDenied('The caller is no rep of this installation.');
    throw invalidArgument([{ field: 'rep_id', description: 'there is no such rep' }]);
  }
  if (repId !== principal.rep) requireTreeWriter(principal, (await teams.find(rep.teamId))?.path ?? []);
  return rep;
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
