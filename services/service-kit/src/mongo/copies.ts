import type { Model } from 'mongoose';
import { backoff, classifyStoreError, retryStore } from './store-errors';

/** A copy of somebody else's record, replaced only by one of a higher revision. */
export type CopyDoc<T> = T & { _id: string; revision: number };

/** Copies of somebody else's records by id. A copy is replaced only by one of a higher revision. */
export class Copies<T extends { revision: number }> {
  constructor(private readonly model: Model<CopyDoc<T>>) {}

  async find(id: string): Promise<CopyDoc<T> | null> {
    return retryStore(() => this.model.findById(id).lean<CopyDoc<T>>().exec());
  }

  async findMany(ids: string[]): Promise<Map<string, CopyDoc<T>>> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Map();
    const found = await retryStore(() =>
      this.model
        .find({ _id: { $in: wanted } } as never)
        .lean<CopyDoc<T>[]>()
        .exec(),
    );
    return new Map(found.map((doc) => [doc._id, doc]));
  }

  /** Takes a copy over; false when the one held is as new or newer. */
  async apply(id: string, copy: T): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const older = { _id: id, revision: { $lt: copy.revision } };
        const result = await retryStore(() =>
          this.model.updateOne(older as never, { $set: copy } as never, { upsert: true }),
        );
        return result.matchedCount + result.upsertedCount === 1;
      } catch (error) {
        // There is one already: as new or newer, or another process made it at the same moment.
        if (classifyStoreError(error) !== 'duplicate') throw error;
      }
      const held = await this.find(id);
      if (held && held.revision >= copy.revision) return false;
      await backoff(attempt);
    }
  }
}
