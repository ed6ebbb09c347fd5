import { AggregateStore, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import { type HandoverItem, type HandoverItemState, type HandoverNote, itemId } from '../domain/handover-item';
import type { HandoverItemDoc, HandoverNoteDoc } from './models';

/** How many items there are of a receiver in a state. */
export interface ItemCount {
  toRepId: string;
  state: HandoverItemState;
  openLead: boolean;
  count: number;
}

/** The customers of handovers and the notes on them. Whoever asks has checked that the handover concerns the caller. */
export class HandoverItemRepository {
  readonly store: AggregateStore<HandoverItem>;
  readonly notes: AggregateStore<HandoverNote>;

  constructor(
    private readonly model: Model<HandoverItemDoc>,
    notes: Model<HandoverNoteDoc>,
  ) {
    this.store = new AggregateStore<HandoverItem>('handover item', model);
    this.notes = new AggregateStore<HandoverNote>('handover note', notes);
  }

  /** By id, after one. */
  async page(
    query: { handoverId: string; state?: HandoverItemState | undefined; toRepId?: string },
    afterId: string,
    limit: number,
  ): Promise<HandoverItemDoc[]> {
    const { handoverId, state, toRepId } = query;
    const filter = {
      handoverId,
      ...(state ? { state } : {}),
      ...(toRepId ? { toRepId } : {}),
      ...(afterId ? { _id: { $gt: afterId } } : {}),
    };
    return retryStore(() =>
      this.model
        .find(filter as never)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<HandoverItemDoc[]>()
        .exec(),
    );
  }

  async counts(handoverId: string): Promise<ItemCount[]> {
    const groups = await retryStore(() =>
      this.model
        .aggregate<{ _id: Omit<ItemCount, 'count'>; count: number }>([
          { $match: { handoverId } },
          { $group: { _id: { toRepId: '$toRepId', state: '$state', openLead: '$openLead' }, count: { $sum: 1 } } },
        ])
        .exec(),
    );
    return groups.map(({ _id, count }) => ({ ..._id, count }));
  }

  /** Notes by lead. */
  async notesOf(handoverId: string, leadIds: string[]): Promise<Map<string, HandoverNoteDoc>> {
    const found = await this.notes.findMany(leadIds.map((leadId) => itemId(handoverId, leadId)));
    return new Map(found.map((note) => [note.leadId, note]));
  }
}
