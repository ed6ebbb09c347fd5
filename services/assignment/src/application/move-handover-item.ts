import { AppError, type Change, type WriteContext } from '@fairlead/service-kit';
import { handOver, type SkipReason, standingOf } from '../domain/handover-item';
import type { Direction } from '../domain/handover-mark';
import { MAX_HOLDING } from '../domain/holding';
import type { LeadOwnership } from '../domain/ownership';
import type { HandoverItemDoc, LeadOwnershipDoc } from '../repository/models';
import type { HandoverDeps } from './handover-deps';
import { keepRecords } from './keep-records';
import { pushOwnershipSoon } from './push-ownership';
import { settleStale } from './settle-stale';
import { onRevision, RevisionMoved, takeLead } from './take-lead';

const MAX_ATTEMPTS = 20;

/** Where something goes. */
export interface Destination {
  ownerId: string;
  teamId: string;
  teamPath: string[];
}

/**
 * Gives one customer to its receiver, or back: one conditional write of the ownership, then the note in the item. A crash
 * in between is found by the mark in the ownership, so it is moved once however often this runs.
 */
export async function moveItem(
  deps: HandoverDeps,
  item: HandoverItemDoc,
  direction: Direction,
  to: Destination | SkipReason,
  context: WriteContext,
): Promise<void> {
  const skipReason = typeof to === 'string' ? to : await moveOwnership(deps, item, direction, to, context);
  const [expected, done, left] =
    direction === 'out' ? (['PLANNED', 'MOVED', 'SKIPPED'] as const) : (['MOVED', 'RETURNED', 'KEPT'] as const);
  const time = direction === 'out' ? { moveTime: context.now } : { returnTime: context.now };
  await deps.handoverItems.store.change(
    item._id,
    (current) => {
      if (current.state !== expected) return null;
      const set = skipReason === '' ? { state: done, ...time } : { state: left, skipReason };
      return { set, events: [] };
    },
    context,
  );
}

/** Empty when it is there. */
async function moveOwnership(
  deps: HandoverDeps,
  item: HandoverItemDoc,
  direction: Direction,
  to: Destination,
  context: WriteContext,
): Promise<SkipReason> {
  let cleaned = false;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const ownership = await deps.ownerships.find(item.leadId);
    const standing = standingOf(item, ownership, direction);
    if (standing === 'changed' || !ownership) return 'CHANGED_MEANWHILE';
    if (standing === 'done') return '';
    const change = handOver(ownership, item.handoverId, to, direction, context);
    const result =
      ownership.closedAs === ''
        ? await takeLead(deps, { ownership, repId: to.ownerId, limit: MAX_HOLDING, change }, context)
        : await moveClosed(deps, ownership, change, context);
    if (result === 'full') {
      if (cleaned || !(await settleStale(deps, to.ownerId, context))) return 'RECEIVER_FULL';
      cleaned = true;
    } else if (result !== 'lost') return '';
  }
  throw new AppError('ABORTED', 'CONTENTION', 'The lead changes too fast; try again.');
}

/** A lead that is over takes no place in a holding. */
async function moveClosed(
  deps: HandoverDeps,
  ownership: LeadOwnershipDoc,
  change: Change<LeadOwnership>,
  context: WriteContext,
): Promise<'moved' | 'lost'> {
  try {
    await keepRecords(deps, ownership, context);
    const { doc } = await deps.ownerships.store.changeFrom(ownership, onRevision(ownership.revision, change), context);
    await deps.inHand.add(doc, pushOwnershipSoon(deps, doc));
    return 'moved';
  } catch (error) {
    if (error instanceof RevisionMoved) return 'lost';
    throw error;
  }
}
