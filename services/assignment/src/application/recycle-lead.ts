import {
  type CommandCall,
  failedPrecondition,
  hasRole,
  inScope,
  invalidArgument,
  notFound,
  scopeOf,
} from '@fairlead/service-kit';
import type { LeadOwnership, Pooling } from '../domain/ownership';
import { termsFor } from '../domain/pool';
import type { PoolReason } from '../domain/pool-reason';
import type { LeadOwnershipDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';
import { putIntoPoolBy } from './put-into-pool';
import { homeOf } from './read-pools';

export interface RecycleRequest {
  leadId: string;
  cycle: number;
  reason: PoolReason;
}

/** Takes a lead from its owner into its pool. When that cycle is over, the present state is the answer. */
export async function recycleLead<R>(
  deps: OwnershipDeps,
  { leadId, cycle, reason }: RecycleRequest,
  call: CommandCall<LeadOwnership, R>,
): Promise<R> {
  const decide = async (ownership: LeadOwnershipDoc) => {
    if (!isOngoing(ownership, cycle, call)) return null;
    if (ownership.closedAs !== '') return closed(ownership, call);
    requireOwnerOrAbove(ownership, call);
    return homewards(deps, ownership, reason, call.context.actor);
  };
  return putIntoPoolBy(deps, leadId, decide, call);
}

/** The owner gives a lead back, with words. When that cycle is over, the present state is the answer. */
export async function returnLead<R>(
  deps: OwnershipDeps,
  { leadId, cycle, note }: { leadId: string; cycle: number; note: string },
  call: CommandCall<LeadOwnership, R>,
): Promise<R> {
  const decide = async (ownership: LeadOwnershipDoc) => {
    if (!isOngoing(ownership, cycle, call)) return null;
    if (ownership.closedAs !== '') throw leadClosed(ownership);
    if (ownership.ownerId !== call.caller.principal.rep) throw notOwner();
    return { ...(await homewards(deps, ownership, 'returned', call.context.actor)), note };
  };
  return putIntoPoolBy(deps, leadId, decide, call);
}

/** Into the pool of its team that fits best, by that pool's terms. */
export async function homewards(
  deps: OwnershipDeps,
  ownership: LeadOwnershipDoc,
  reason: PoolReason,
  actor: string,
): Promise<Pooling> {
  const home = await homeOf(deps, ownership);
  if (!home) throw notFound('team', ownership.teamId);
  const { pool, team } = home;
  const { coolDownSeconds } = termsFor(pool, team.poolPolicy, ownership.attributes.valueLevel);
  return { place: { poolId: pool._id, team: { id: team._id, path: team.path } }, reason, coolDownSeconds, actor };
}

/** Whether the lead still is with the owner of that cycle; NOT_FOUND out of sight. */
function isOngoing(
  ownership: LeadOwnershipDoc,
  cycle: number,
  { caller: { principal } }: CommandCall<LeadOwnership, unknown>,
): boolean {
  if (!inScope(scopeOf(principal), ownership)) throw notFound('lead', ownership._id);
  if (cycle > ownership.cycle) {
    throw invalidArgument([{ field: 'cycle', description: `has not begun; the lead is in cycle ${ownership.cycle}` }]);
  }
  return cycle === ownership.cycle && ownership.ownerId !== '';
}

/** A lead that is over stays with its owner: a late clock finds nothing to do, a person is told. */
function closed(ownership: LeadOwnershipDoc, { caller: { principal } }: CommandCall<LeadOwnership, unknown>): null {
  if (hasRole(principal, 'service')) return null;
  throw leadClosed(ownership);
}

export const leadClosed = ({ closedAs }: LeadOwnershipDoc) =>
  failedPrecondition('LEAD_CLOSED', `The lead is ${closedAs}.`);

const notOwner = () => failedPrecondition('NOT_OWNER', 'Only the owner may give the lead back.');

function requireOwnerOrAbove(
  ownership: LeadOwnershipDoc,
  { caller: { principal } }: CommandCall<LeadOwnership, unknown>,
): void {
  if (hasRole(principal, 'service', 'admin', 'manager') || ownership.ownerId === principal.rep) return;
  throw notOwner();
}
