import type { Change } from '@fairlead/service-kit';
import type { Direction } from './handover-mark';
import type { LeadOwnership, OwnershipDoc } from './ownership';
import { nextStay } from './stay';

export type HandoverItemState = 'PLANNED' | 'MOVED' | 'SKIPPED' | 'RETURNED' | 'KEPT';
export type SkipReason =
  | ''
  | 'NO_RECEIVER'
  | 'RECEIVER_INACTIVE'
  | 'RECEIVER_FULL'
  | 'CHANGED_MEANWHILE'
  | 'LEAVER_INACTIVE';

/** One customer of a handover. Its id is handover and lead, so it is planned once. */
export interface HandoverItem {
  handoverId: string;
  leadId: string;
  openLead: boolean;
  fromRepId: string;
  /** Empty when nobody was found. */
  toRepId: string;
  /** Where it was: what an undo restores. */
  teamId: string;
  teamPath: string[];
  state: HandoverItemState;
  skipReason: SkipReason;
  moveTime?: Date;
  returnTime?: Date;
}

/** What a receiver should know of a customer. */
export interface HandoverNote {
  handoverId: string;
  leadId: string;
  specialPromises: string;
  negotiationState: string;
}

export const MAX_ITEM_NOTE = 1000;

export const itemId = (handoverId: string, leadId: string) => `${handoverId}:${leadId}`;

/**
 * What is to be done about one customer on this ownership: done: this handover moved it that way before · move: it is as
 * expected · changed: somebody else decided about it meanwhile.
 */
export function standingOf(
  item: Pick<HandoverItem, 'handoverId' | 'fromRepId' | 'toRepId'>,
  ownership: OwnershipDoc | null,
  direction: Direction,
): 'done' | 'move' | 'changed' {
  if (!ownership) return 'changed';
  const { handover: mark, ownerId, cycle } = ownership;
  const own = mark?.handoverId === item.handoverId && mark.cycle === cycle ? mark : undefined;
  const [from, to] = direction === 'out' ? [item.fromRepId, item.toRepId] : [item.toRepId, item.fromRepId];
  if (own?.direction === direction && ownerId === to) return 'done';
  if (ownerId !== from || ownership.poolId !== '') return 'changed';
  // What this handover took back is not given out by a late repetition of the way out.
  return direction === 'out' ? (own ? 'changed' : 'move') : own?.direction === 'out' ? 'move' : 'changed';
}

/** Gives it to the other one; the cycle goes on. */
export function handOver(
  ownership: OwnershipDoc,
  handoverId: string,
  to: { ownerId: string; teamId: string; teamPath: string[] },
  direction: Direction,
  { now, actor }: { now: Date; actor: string },
): Change<LeadOwnership> {
  const { poolId, cycle, since } = ownership;
  const { ownerId, teamId } = to;
  const stay = nextStay(ownership, {
    ...{ ownerId, teamId, poolId, cycle, from: now },
    ...{ came: 'handed_over' as const, note: '', actor },
  });
  return {
    set: { ...to, handover: { handoverId, direction, cycle }, stay },
    events: [
      {
        type: 'crm.assignment.lead.handed_over.v1',
        subject: ownership._id,
        data: {
          ...to,
          poolId,
          cycle,
          revision: ownership.revision + 1,
          since: (since as Date).toISOString(),
          handoverId,
          previousOwnerId: ownership.ownerId,
        },
      },
    ],
  };
}
