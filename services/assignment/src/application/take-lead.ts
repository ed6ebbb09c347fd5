import type { Change, Command, Outcome, Reply, WriteContext } from '@fairlead/service-kit';
import { type Holding, lastAssignedMs, reserve } from '../domain/holding';
import type { LeadOwnership } from '../domain/ownership';
import type { HoldingDoc, LeadOwnershipDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';
import { settleHolding } from './settle-holding';

/** A lead to be given to a rep on the revision of the ownership that was looked at. */
export interface Take {
  ownership: LeadOwnershipDoc;
  repId: string;
  /** Most entries that the rep's holding may have afterwards. */
  limit: number;
  /** The holding as the decision saw it; when it is another one by now, the decision is to be made again. */
  seen?: { openLeads: number; lastAssignedMs: number };
  change: Change<LeadOwnership>;
}

/**
 * lost: the ownership, or the holding that the decision saw, was changed meanwhile: look again.
 * full: the holding has no room.
 */
export type TakeResult<R> = Outcome<LeadOwnership, R> | 'lost' | 'full';

/**
 * The protocol that keeps limits under contention: (a) reserve in the holding by one conditional write that notes the
 * ownership's revision, (b) take the ownership on that revision, (c) confirm; refused or lost: release. A crash at any
 * point leaves a reservation that is settled against the ownership later.
 */
export async function takeLead<R>(
  deps: TakeDeps,
  take: Take,
  context: WriteContext,
  command?: Command,
  reply?: Reply<LeadOwnership, R>,
): Promise<TakeResult<R>> {
  return (await reserveLead(deps, take, context)) ?? takeReserved(deps, take, context, command, reply);
}

type TakeDeps = Pick<OwnershipDeps, 'holdings' | 'ownerships' | 'decisions' | 'logger'>;

/** Step (a); null when the place is reserved. */
export async function reserveLead(
  { holdings }: Pick<TakeDeps, 'holdings'>,
  { ownership, repId, limit, seen }: Take,
  context: WriteContext,
): Promise<'lost' | 'full' | null> {
  let refused: 'lost' | 'full' | null = null;
  const decide = (holding: HoldingDoc): Change<Holding> | null => {
    const entries = reserve(holding.entries, ownership._id, ownership.revision, limit, context.now);
    refused = seen && !isAsSeen(holding, seen) ? 'lost' : entries === null ? 'full' : null;
    return refused || !entries ? null : { set: { entries }, events: [] };
  };
  await holdings.change(repId, decide, context);
  return refused;
}

/** Steps (b) and (c) on a place that is reserved. */
export async function takeReserved<R>(
  deps: TakeDeps,
  { ownership, repId, change }: Take,
  context: WriteContext,
  command?: Command,
  reply?: Reply<LeadOwnership, R>,
): Promise<TakeResult<R>> {
  const leadId = ownership._id;
  try {
    // The former decision lives in the ownership; it gets its own record before the next one takes its place.
    if (ownership.decision) await deps.decisions.keep(ownership.decision, context);
    return await deps.ownerships.store.change(leadId, onRevision(ownership.revision, change), context, command, reply);
  } catch (error) {
    if (error instanceof RevisionMoved) return 'lost';
    throw error;
  } finally {
    await settleHolding(deps, repId, leadId, context).catch((error: unknown) => {
      deps.logger.warn({ err: error, repId, leadId }, 'a reservation was not settled; the sweep does it');
    });
  }
}

/** The ownership is no longer the one that was looked at. */
export class RevisionMoved extends Error {}

/** Writes the change on this revision only. */
export const onRevision = (revision: number, change: Change<LeadOwnership>) => (doc: LeadOwnershipDoc) => {
  if (doc.revision !== revision) throw new RevisionMoved();
  return change;
};

const isAsSeen = (holding: HoldingDoc, seen: NonNullable<Take['seen']>) =>
  holding.entries.length === seen.openLeads && lastAssignedMs(holding) === seen.lastAssignedMs;
