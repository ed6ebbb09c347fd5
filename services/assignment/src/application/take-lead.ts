import type { Change, Command, Outcome, Reply, WriteContext } from '@fairlead/service-kit';
import { hasQuota } from '../domain/claim-count';
import type { ClaimMark } from '../domain/claim-mark';
import { type Holding, isUnsettledClaim, reserve } from '../domain/holding';
import type { LeadOwnership } from '../domain/ownership';
import type { HoldingDoc, LeadOwnershipDoc } from '../repository/models';
import { keepRecords } from './keep-records';
import type { OwnershipDeps } from './ownership-deps';
import { pushOwnershipSoon } from './push-ownership';
import { settleFormerOwner } from './settle-former-owner';
import { settleHolding } from './settle-holding';

/** A lead to be given to a rep on the revision of the ownership that was looked at. */
export interface Take {
  ownership: LeadOwnershipDoc;
  repId: string;
  /** Most entries that the rep's holding may have afterwards. */
  limit: number;
  /** A claim: what it counts for, and most of its kind in one day (0: no limit). */
  claim?: { mark: ClaimMark; perDay: number };
  change: Change<LeadOwnership>;
}

/** A take whose place is reserved in this holding. */
interface Reserved extends Take {
  holding: HoldingDoc;
}

/**
 * lost: the ownership was changed meanwhile: look again.
 * full: the holding has no room. quota: the day has no claim left.
 */
export type TakeResult<R> = Outcome<LeadOwnership, R> | Refused;
type Refused = 'lost' | 'full' | 'quota';

/**
 * The protocol that keeps limits under contention: (a) reserve in the holding by one conditional write that notes the
 * ownership's revision, (b) take the ownership on that revision, (c) confirm; refused or lost: release. A crash at any
 * point leaves a reservation that is settled against the ownership later.
 */
export async function takeLead<R>(
  deps: OwnershipDeps,
  take: Take,
  context: WriteContext,
  command?: Command,
  reply?: Reply<LeadOwnership, R>,
): Promise<TakeResult<R>> {
  const reserved = await reserveLead(deps, take, context);
  return typeof reserved === 'string' ? reserved : takeReserved(deps, reserved, context, command, reply);
}

/** Step (a). */
async function reserveLead(
  deps: Pick<OwnershipDeps, 'holdings' | 'ownerships' | 'decisions'>,
  take: Take,
  context: WriteContext,
): Promise<Reserved | Refused> {
  const { ownership, repId } = take;
  let refused: Refused | 'unsettled' | null = null;
  const decide = (holding: HoldingDoc): Change<Holding> | null => {
    refused = isUnsettledClaim(holding.entries, ownership._id, ownership.revision) ? 'unsettled' : null;
    const reserved = refused ?? placeFor(holding, take, context.now);
    if (typeof reserved !== 'string') return { set: { entries: reserved }, events: [] };
    refused = reserved;
    return null;
  };
  const holding = await deps.holdings.change(repId, decide, context);
  if (refused !== 'unsettled') return refused ?? { ...take, holding };
  // Whether the former claim counts is to be known before its reservation gives way.
  await settleHolding(deps, repId, ownership._id, context);
  return 'lost';
}

/** The entries with a place for the lead, or why there is none. */
function placeFor(holding: HoldingDoc, { ownership, limit, claim }: Take, now: Date) {
  const { _id: leadId, revision } = ownership;
  if (claim && !hasQuota(holding, leadId, claim.mark, claim.perDay, now)) return 'quota';
  return reserve(holding.entries, leadId, revision, limit, now, claim?.mark) ?? 'full';
}

/**
 * Steps (b) and (c) on a place that is reserved, and what others see of it: the former owner's place becomes free,
 * customer gets its copy.
 */
async function takeReserved<R>(
  deps: OwnershipDeps,
  { ownership, repId, change, holding }: Reserved,
  context: WriteContext,
  command?: Command,
  reply?: Reply<LeadOwnership, R>,
): Promise<TakeResult<R>> {
  const leadId = ownership._id;
  let outcome: Outcome<LeadOwnership, R>;
  try {
    await keepRecords(deps, ownership, context);
    const decide = onRevision(ownership.revision, change);
    outcome = await deps.ownerships.store.changeFrom(ownership, decide, context, command, reply);
  } catch (error) {
    await settleSoon(deps, repId, leadId, context);
    if (error instanceof RevisionMoved) return 'lost';
    throw error;
  }
  const { doc } = outcome;
  const finish = async () => {
    const settled = await settleSoon(deps, repId, leadId, context, { holding, ownership: doc });
    const freed = await settleFormerOwner(deps, ownership.ownerId, leadId, context);
    return (await pushOwnershipSoon(deps, doc)) && settled && freed;
  };
  await deps.inHand.add(doc, finish());
  return outcome;
}

/** Settles the rep's place; a failure is left to the consumer of the own log and to the sweep. False when it failed. */
async function settleSoon(
  deps: OwnershipDeps,
  repId: string,
  leadId: string,
  context: WriteContext,
  known?: { holding: HoldingDoc; ownership: LeadOwnershipDoc },
): Promise<boolean> {
  try {
    await settleHolding(deps, repId, leadId, context, { known });
    return true;
  } catch (error) {
    deps.logger.warn({ err: error, repId, leadId }, 'a reservation was not settled; the sweep does it');
    return false;
  }
}

/** The ownership is no longer the one that was looked at. */
export class RevisionMoved extends Error {}

/** Writes the change on this revision only. */
export const onRevision = (revision: number, change: Change<LeadOwnership>) => (doc: LeadOwnershipDoc) => {
  if (doc.revision !== revision) throw new RevisionMoved();
  return change;
};
