import { type AggregateDoc, AggregateStore, type PendingHint } from '@fairlead/service-kit';
import type { Model } from 'mongoose';

/** A change reaches every process within this time. */
const FRESH_MS = 2000;

/** A policy of which there is one; commands read it from memory. */
export class CurrentPolicy<P extends object> {
  readonly store: AggregateStore<P>;
  private held?: AggregateDoc<P>;
  private readAt = 0;

  constructor(
    /** Id of the one document. */
    readonly id: string,
    private readonly builtIn: P,
    model: Model<AggregateDoc<P>>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore(id.replaceAll('-', ' '), model, hint);
  }

  /** Makes the built-in policy when there is none yet. */
  async prepare(now: Date): Promise<void> {
    await this.store.create(this.id, this.builtIn, [], { now, actor: 'service:customer' });
  }

  /** As stored, at most two seconds old. */
  async current(): Promise<AggregateDoc<P>> {
    if (!this.held || Date.now() - this.readAt > FRESH_MS) return this.read();
    return this.held;
  }

  /** As stored now. */
  async read(): Promise<AggregateDoc<P>> {
    const doc = await this.store.find(this.id);
    if (!doc) throw new Error(`There is no ${this.id}; it is made at start.`);
    this.readAt = Date.now();
    this.held = doc;
    return doc;
  }
}
