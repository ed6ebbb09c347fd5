import { AggregateStore, type WriteContext } from '@fairlead/service-kit';
import { LRUCache } from 'lru-cache';
import type { Model } from 'mongoose';
import { type Stay, stayId } from '../domain/stay';
import type { StayDoc } from './models';

const KEPT = 10_000;

/** Where leads were, never changed. Whoever asks has checked the scope of the lead. */
export class StayRepository {
  private readonly store: AggregateStore<Stay>;
  /** Ids of stays that are certainly there. */
  private readonly kept = new LRUCache<string, true>({ max: KEPT });

  constructor(model: Model<StayDoc>) {
    this.store = new AggregateStore<Stay>('stay', model);
  }

  /** Keeps a stay; true when it was not there yet. */
  async keep(stay: Stay, context: WriteContext): Promise<boolean> {
    const id = stayId(stay.leadId, stay.number);
    if (this.kept.has(id)) return false;
    const { replayed } = await this.store.create(id, stay, [], context);
    this.kept.set(id, true);
    return !replayed;
  }

  /** The stays of these numbers; each number of a lead is a record, so no search is needed. */
  findMany = (leadId: string, numbers: number[]) => this.store.findMany(numbers.map((each) => stayId(leadId, each)));
}
