import type { Model } from 'mongoose';
import { crashPoint } from '../fault/crash-point';
import type { Leases } from '../lease/lease';
import type { Logger } from '../log/logger';
import type { AggregateFields, PendingEvent } from '../mongo/aggregate';
import type { Written } from '../mongo/aggregate-store';
import { backoff, classifyStoreError, retryStore } from '../mongo/store-errors';
import type { EventLog, LoggedEvent } from './event-log';

type AggregateModel = Model<AggregateFields>;
interface Source {
  model: AggregateModel;
  id: string;
  /** The document as its writer left it; without it, it is read. */
  written?: Written;
}

/** Documents cleared in one write; what a batch of an import writes fits in. */
const BATCH_DOCUMENTS = 500;
const MAX_HINTS = 10_000;
const SWEEP_MS = 60_000;
/** Between the full sweeps, looking for what others left behind takes at most one part in this many of the time. */
const LOOK_SHARE = 20;
const LEASE = 'relay';

/**
 * Moves events from the documents into the log. The log is the fence: positions and event ids are unique, so any number
 * of processes may append; each appends what it wrote itself at once, and the holder of the lease also finds what others
 * left behind (by the index on pending events, and by a full sweep at takeover and every minute).
 */
export class Relay {
  private readonly hints = new Map<string, Source>();
  private wake: () => void = () => undefined;
  private stopped = false;
  private running: Promise<void>[] = [];

  constructor(
    private readonly log: EventLog,
    private readonly models: AggregateModel[],
    private readonly leases: Leases,
    private readonly logger: Logger,
    /** How often the lease holder asks the index for pending events of other processes. */
    private readonly pollMs = 500,
  ) {}

  /** Names a document with pending events; cheap, never waits. When too many wait, the index finds them later. */
  readonly hint = (model: AggregateModel, id: string, written?: Written): void => {
    if (this.hints.size < MAX_HINTS) this.hints.set(`${model.collection.name}/${id}`, { model, id, written });
    this.wake();
  };

  start(): void {
    this.running = [this.appendLoop(), this.sweepLoop()];
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await Promise.all(this.running);
    await this.leases.release(LEASE);
  }

  private async appendLoop(): Promise<void> {
    for (let failures = 0; !(this.stopped && this.hints.size === 0); ) {
      const batch = [...this.hints].slice(0, BATCH_DOCUMENTS);
      if (batch.length === 0) {
        await this.sleep(1000);
        continue;
      }
      for (const [key] of batch) this.hints.delete(key);
      try {
        await this.relay(batch.map(([, source]) => source));
        failures = 0;
      } catch (error) {
        for (const [key, { model, id }] of batch) this.hints.set(key, { model, id });
        failures += 1;
        if (this.stopped && failures > 3) return;
        if (classifyStoreError(error) === 'other') this.logger.error({ err: error }, 'relay failed');
        await backoff(failures);
      }
    }
  }

  private async sweepLoop(): Promise<void> {
    let holding = false;
    let renewAt = 0;
    let sweepAt = 0;
    let lookAt = 0;
    while (!this.stopped) {
      try {
        if (Date.now() >= renewAt) {
          const held = await this.leases.hold(LEASE);
          if (held && !holding) sweepAt = 0;
          holding = held;
          renewAt = Date.now() + 1500;
        }
        const full = Date.now() >= sweepAt;
        if (holding && (full || Date.now() >= lookAt)) {
          const started = Date.now();
          await this.findPending(full);
          const took = Date.now() - started;
          lookAt = Date.now() + took * LOOK_SHARE;
          if (full) sweepAt = Date.now() + SWEEP_MS;
        }
      } catch (error) {
        if (classifyStoreError(error) === 'other') this.logger.error({ err: error }, 'sweep failed');
      }
      await this.sleep(this.pollMs, false);
    }
  }

  /** The index finds documents by `pendingAt`; the full sweep does not trust that field. */
  private async findPending(full: boolean): Promise<void> {
    const filter = full ? { 'pending.0': { $exists: true } } : { pendingAt: { $exists: true } };
    for (const model of this.models) {
      const found = await model.find(filter, { _id: 1 }).limit(1000).lean<{ _id: string }[]>().exec();
      for (const { _id } of found) this.hint(model, _id);
    }
  }

  /** Appends the pending events of these documents, in each document's order, then clears them there. */
  async relay(sources: Source[]): Promise<void> {
    const byModel = new Map<AggregateModel, Source[]>();
    for (const source of sources) byModel.set(source.model, [...(byModel.get(source.model) ?? []), source]);
    for (const [model, ofModel] of byModel) {
      const docs = await this.documents(model, ofModel);
      const events = docs.flatMap((doc) => doc.pending.map((event) => ({ ...event, aggregateId: doc._id })));
      if (events.length === 0) continue;
      await this.append(events);
      crashPoint('after-append');
      const appended = docs.filter((doc) => doc.pending.length > 0);
      await this.clear(model, appended);
    }
  }

  /** The documents with their pending events; those are read that no writer handed over. */
  private async documents(model: AggregateModel, sources: Source[]): Promise<Written[]> {
    const written = sources.flatMap((source) => source.written ?? []);
    const ids = sources.filter((source) => !source.written).map(({ id }) => id);
    if (ids.length === 0) return written;
    const read = await retryStore(() =>
      model
        .find({ _id: { $in: ids } }, { revision: 1, pending: 1 })
        .lean<AggregateFields[]>()
        .exec(),
    );
    return [...written, ...read];
  }

  private async append(events: (PendingEvent & { aggregateId: string })[]): Promise<void> {
    let rest = events;
    let head = this.log.lastKnown > 0 ? this.log.lastKnown : await this.log.head();
    for (let attempt = 1; rest.length > 0; attempt += 1) {
      const batch = rest.map((event, index) => ({ ...event, _id: head + 1 + index }) as LoggedEvent);
      try {
        await this.log.model.insertMany(batch, { lean: true, ordered: true });
        this.log.appended(batch);
        return;
      } catch (error) {
        // Lost the race for a position, met an event that is in the log already, or do not know: look, then go on.
        const kind = classifyStoreError(error);
        if (kind === 'other') throw error;
        if (attempt > 1 || kind !== 'duplicate') await backoff(attempt, undefined, 100);
        head = await this.log.head();
        const known = await this.log.known(rest.map((event) => event.eventId));
        rest = rest.filter((event) => !known.has(event.eventId));
      }
    }
  }

  /** Clears appended events, except in documents that changed meanwhile: those are looked at again. */
  private async clear(model: AggregateModel, docs: Written[]): Promise<void> {
    const cleared = { $set: { pending: [] }, $unset: { pendingAt: 1 as const } };
    const updates = docs.map(({ _id, revision }) => ({
      updateOne: { filter: { _id, revision }, update: cleared },
    }));
    const { matchedCount } = await retryStore(() => model.bulkWrite(updates as never, { ordered: false }));
    if (matchedCount < docs.length) for (const { _id } of docs) this.hint(model, _id);
  }

  private sleep(ms: number, wakeable = true): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      if (!wakeable && !this.stopped) return;
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.hints.size > 0 || this.stopped) this.wake();
    });
  }
}
