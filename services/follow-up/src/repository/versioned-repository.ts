import { type AggregateDoc, AggregateStore, notFound, type PendingHint, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { Versions } from './versions';

/** Calendars or policies: the head document holds the present version, every version is kept beside it. */
export class VersionedRepository<S extends { version: number; commandKey: string }, V extends object> {
  readonly store: AggregateStore<S>;

  constructor(
    readonly kind: string,
    protected readonly model: Model<AggregateDoc<S>>,
    readonly versions: Versions<V>,
    /** What a version keeps of the head. */
    private readonly toVersion: (doc: AggregateDoc<S>) => V,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore(kind, model, hint);
  }

  async get(id: string): Promise<AggregateDoc<S>> {
    const doc = await this.store.find(id);
    if (!doc) throw notFound(this.kind, id);
    return doc;
  }

  async findByCommand(commandKey: string): Promise<AggregateDoc<S> | null> {
    return retryStore(() =>
      this.model
        .findOne({ commandKey } as never)
        .lean<AggregateDoc<S>>()
        .exec(),
    );
  }

  /** At most `limit` after an id, by id. */
  async page(after: string, limit: number): Promise<AggregateDoc<S>[]> {
    return retryStore(() =>
      this.model
        .find({ _id: { $gt: after } } as never)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<AggregateDoc<S>[]>()
        .exec(),
    );
  }

  /** Those of which a version was published for running clocks too, at most 1,000. */
  async moving(): Promise<AggregateDoc<S>[]> {
    return retryStore(() =>
      this.model
        .find({ moveTo: { $gt: 0 } } as never)
        .limit(1000)
        .lean<AggregateDoc<S>[]>()
        .exec(),
    );
  }

  /** The present version, kept before anything refers to it: a crash after the head's write lost no version. */
  async current(id: string): Promise<{ version: number; value: V } | undefined> {
    const doc = await this.store.find(id);
    if (!doc) return undefined;
    return { version: await this.keep(doc), value: this.toVersion(doc) };
  }

  /** What a version keeps of a head, written or not. */
  asVersion = (doc: AggregateDoc<S>): V => this.toVersion(doc);

  /** Keeps the version that a head shows; answers it. */
  async keep(doc: AggregateDoc<S>): Promise<number> {
    await this.versions.keep(doc._id, doc.version, this.toVersion(doc));
    return doc.version;
  }

  /** A version that something refers to. */
  async version(id: string, version: number): Promise<V> {
    const value = await this.versions.find(id, version);
    if (!value) throw notFound(`${this.kind} version`, `${id}:${version}`);
    return value;
  }
}
