import {
  type Change,
  type CommandCall,
  failedPrecondition,
  hasRole,
  inScope,
  invalidArgument,
  notFound,
  replayOf,
  scopeOf,
} from '@fairlead/service-kit';
import { type LeadOwnership, type PoolReason, recycle } from '../domain/ownership';
import type { LeadOwnershipDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';
import { pushOwnershipSoon } from './push-ownership';
import { settleFormerOwner } from './settle-former-owner';

export interface RecycleRequest {
  leadId: string;
  cycle: number;
  reason: PoolReason;
}

/** Takes a lead from its owner into the team's pool. When that cycle is over, the present state is the answer. */
export async function recycleLead<R>(
  deps: OwnershipDeps,
  { leadId, cycle, reason }: RecycleRequest,
  call: CommandCall<LeadOwnership, R>,
): Promise<R> {
  const { context } = call;
  const before = await deps.ownerships.find(leadId);
  if (!before) throw notFound('lead', leadId);
  const replayed = replayOf(before, call);
  if (replayed !== undefined) {
    await pushOwnershipSoon(deps, before);
    return replayed;
  }
  if (!inScope(scopeOf(call.caller.principal), before)) throw notFound('lead', leadId);
  const team = await deps.teams.find(before.teamId);
  const coolDownSeconds = team?.poolPolicy.coolDownSeconds ?? 0;
  let formerOwnerId = '';
  const { doc, reply } = await deps.ownerships.store.change(
    leadId,
    (ownership): Change<LeadOwnership> | null => {
      if (cycle > ownership.cycle) {
        throw invalidArgument([
          { field: 'cycle', description: `has not begun; the lead is in cycle ${ownership.cycle}` },
        ]);
      }
      if (cycle < ownership.cycle || ownership.ownerId === '') return null;
      if (ownership.closedAs !== '') return closed(ownership, call);
      requireOwnerOrAbove(ownership, call);
      formerOwnerId = ownership.ownerId;
      return recycle(ownership, reason, coolDownSeconds, context.now);
    },
    context,
    call.command,
    call.reply,
  );
  if (formerOwnerId === '') return reply;
  const finish = async () => {
    const freed = await settleFormerOwner(deps, formerOwnerId, leadId, context);
    return (await pushOwnershipSoon(deps, doc)) && freed;
  };
  await deps.inHand.add(doc, finish());
  return reply;
}

/** A lead that is over stays with its owner: a late clock finds nothing to do, a person is told. */
function closed(ownership: LeadOwnershipDoc, { caller: { principal } }: CommandCall<LeadOwnership, unknown>): null {
  if (hasRole(principal, 'service')) return null;
  throw failedPrecondition('LEAD_CLOSED', `The lead is ${ownership.closedAs}.`);
}

function requireOwnerOrAbove(
  ownership: LeadOwnershipDoc,
  { caller: { principal } }: CommandCall<LeadOwnership, unknown>,
): void {
  if (hasRole(principal, 'service', 'admin', 'manager') || ownership.ownerId === principal.rep) return;
  throw failedPrecondition('NOT_OWNER', 'Only the owner may give the lead back.');
}
