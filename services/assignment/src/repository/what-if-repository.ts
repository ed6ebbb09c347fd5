import { AggregateStore, retryStore } from '@fairlead/service-kit';
import { type Connection, type Model, Schema } from 'mongoose';
import type { LeadChange, WhatIf } from '../domain/what-if';
import type { WhatIfDoc } from './models';

/** Changes per document. */
export const CHUNK = 500;

interface Chunk {
  _id: string;
  changes: LeadChange[];
}

/** Replays of the past with other rules, and the leads that went elsewhere in them. */
export class WhatIfRepository {
  readonly store: AggregateStore<WhatIf>;
  readonly chunks: Model<Chunk>;

  constructor(
    connection: Connection,
    private readonly model: Model<WhatIfDoc>,
  ) {
    this.store = new AggregateStore<WhatIf>('what-if', model);
    const schema = new Schema<Chunk>(
      { _id: String, changes: Schema.Types.Mixed },
      { collection: 'what_if_changes', versionKey: false },
    );
    this.chunks = connection.model('WhatIfChanges', schema) as unknown as Model<Chunk>;
  }

  find = (id: string) => this.store.find(id);

  /** Newest first; `actor` empty: everybody's. */
  async page(actor: string, before: { createTime: Date; id: string } | undefined, limit: number): Promise<WhatIfDoc[]> {
    const earlier = before
      ? {
          $or: [{ createTime: { $lt: before.createTime } }, { createTime: before.createTime, _id: { $lt: before.id } }],
        }
      : {};
    return retryStore(() =>
      this.model
        .find({ ...(actor === '' ? {} : { actor }), ...earlier } as never)
        .sort({ createTime: -1, _id: -1 })
        .limit(limit)
        .lean<WhatIfDoc[]>()
        .exec(),
    );
  }

  /** Those that run, or should: nobody is at them. */
  async abandoned(now: Date, limit: number): Promise<WhatIfDoc[]> {
    return retryStore(() =>
      this.model
        .find({ state: 'RUNNING', heldUntil: { $lt: now } } as never)
        .sort({ heldUntil: 1 })
        .limit(limit)
        .lean<WhatIfDoc[]>()
        .exec(),
    );
  }

  async keepChanges(id: string, changes: LeadChange[]): Promise<void> {
    for (let from = 0; from < changes.length; from += CHUNK) {
      const _id = `${id}:${from / CHUNK}`;
      const part = changes.slice(from, from + CHUNK);
      await retryStore(() => this.chunks.updateOne({ _id }, { $set: { changes: part } }, { upsert: true }).exec());
    }
  }

  async changesAt(id: string, chunk: number): Promise<LeadChange[]> {
    const found = await retryStore(() => this.chunks.findById(`${id}:${chunk}`).lean<Chunk>().exec());
    return found?.changes ?? [];
  }
}
