import {
  AppError,
  type CommandCall,
  failedPrecondition,
  inScope,
  invalidArgument,
  notFound,
  replayOf,
  scopeOf,
  staleEtag,
} from '@fairlead/service-kit';
import { holdingLimit } from '../domain/claim';
import { MAX_HOLDING } from '../domain/holding';
import { giveTo, type LeadOwnership } from '../domain/ownership';
import type { LeadOwnershipDoc } from '../repository/models';
import { keepRecords } from './keep-records';
import type { OwnershipDeps } from './ownership-deps';
import { pushOwnershipSoon } from './push-ownership';
import { requireTreeWriter } from './require-tree-writer';
import { settleStale } from './settle-stale';
import { onRevision, RevisionMoved, type TakeResult, takeLead } from './take-lead';

const MAX_ATTEMPTS = 12;

export interface AssignRequest {
  leadId: string;
  repId: string;
  /** Empty: whatever the present revision. */
  etag: string;
}

/** Gives a lead to a rep by hand: a new cycle. Only the size of a holding itself limits a manager. */
export async function assignLead<R>(
  deps: OwnershipDeps,
  { leadId, repId, etag }: AssignRequest,
  call: CommandCall<LeadOwnership, R>,
): Promise<R> {
  const { context, caller } = call;
  const { principal } = caller;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const ownership = await deps.ownerships.find(leadId);
    if (!ownership) throw notFound('lead', leadId);
    const replayed = replayOf(ownership, call);
    if (replayed !== undefined) {
      await pushOwnershipSoon(deps, ownership);
      return replayed;
    }
    if (!inScope(scopeOf(principal), ownership)) throw notFound('lead', leadId);
    if (etag !== '' && etag !== String(ownership.revision)) throw staleEtag();
    const { rep, team } = await receiver(deps, repId);
    requireTreeWriter(principal, team.path);
    if (!rep.active) throw failedPrecondition('REP_INACTIVE', `Rep ${repId} is not active.`);
    if (ownership.ownerId === repId) throw failedPrecondition('SAME_OWNER', `Rep ${repId} owns the lead already.`);
    const decision = {
      time: context.now,
      kind: 'MANUAL' as const,
      ruleSetVersion: 0,
      ruleId: '',
      ownerId: repId,
      reason: `${principal.sub} gave it to ${repId}.`,
      actor: context.actor,
    };
    const change = giveTo(ownership, { id: team._id, path: team.path }, decision);
    const result =
      ownership.closedAs === ''
        ? await takeLead(deps, { ownership, repId, limit: MAX_HOLDING, change }, context, call.command, call.reply)
        : await giveClosed(deps, ownership, change, call);
    if (result === 'full') {
      if (attempt > 1 || !(await settleStale(deps, repId, context))) throw holdingLimit(MAX_HOLDING);
      continue;
    }
    // A quota is for claims only.
    if (result === 'lost' || result === 'quota') continue;
    return result.reply;
  }
  throw new AppError('ABORTED', 'CONTENTION', 'The lead changes too fast; try again.');
}

async function receiver({ reps, teams }: OwnershipDeps, repId: string) {
  const rep = await reps.find(repId);
  const team = rep && (await teams.find(rep.teamId));
  if (!rep || !team) throw invalidArgument([{ field: 'rep_id', description: 'there is no such rep' }]);
  return { rep, team };
}

/** A lead that is over takes no place in a holding. */
async function giveClosed<R>(
  deps: OwnershipDeps,
  ownership: LeadOwnershipDoc,
  change: ReturnType<typeof giveTo>,
  { context, command, reply }: CommandCall<LeadOwnership, R>,
): Promise<TakeResult<R>> {
  await keepRecords(deps, ownership, context);
  try {
    const decide = onRevision(ownership.revision, change);
    const outcome = await deps.ownerships.store.changeFrom(ownership, decide, context, command, reply);
    await pushOwnershipSoon(deps, outcome.doc);
    return outcome;
  } catch (error) {
    if (error instanceof RevisionMoved) return 'lost';
    throw error;
  }
}
