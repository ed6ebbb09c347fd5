import {
  backoff,
  type EventLog,
  type EventSource,
  heldSession,
  type Leases,
  type Logger,
  pause,
} from '@fairlead/service-kit';
import type { CustomerRepository } from '../repository/customer-repository';
import { lookupDocument } from './lookup-document';
import type { LookupIndex } from './lookup-index';

const LEASE = 'customer.lookup-indexer';
const PAGE = 500;
const BATCH = 256;
const WAIT_MS = 1000;

export interface IndexerStatus {
  indexedThrough: number;
  rebuilding: boolean;
  buildTime?: Date;
}

/**
 * Keeps the lookup index up to date: reads every record once, then follows this service's events. An index in memory is
 * kept by each process, a shared one by whoever holds the lease.
 */
export class LookupIndexer {
  private readonly stop$ = new AbortController();
  private running?: Promise<void>;
  private wanted = false;
  private interrupt: () => void = () => undefined;
  private readonly state: IndexerStatus = { indexedThrough: 0, rebuilding: false };

  constructor(
    private readonly deps: {
      index: LookupIndex;
      customers: CustomerRepository;
      events: EventSource;
      log: EventLog;
      leases: Leases;
      logger: Logger;
      clock: () => Date;
    },
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stop$.abort();
    await this.running;
    if (this.deps.index.shared) await this.deps.leases.release(LEASE);
    await this.deps.index.close();
  }

  /** Asks for a new index; it is built beside the present one. */
  requestRebuild(): void {
    this.wanted = true;
    this.state.rebuilding = true;
    this.interrupt();
  }

  async status(): Promise<IndexerStatus> {
    if (this.deps.index.shared) this.state.indexedThrough = (await this.deps.index.position()) ?? 0;
    return { ...this.state };
  }

  private async run(): Promise<void> {
    const { index, leases, logger } = this.deps;
    const { signal } = this.stop$;
    for (let failures = 0; !signal.aborted; ) {
      try {
        if (!index.shared) await this.work(signal);
        else if (await leases.hold(LEASE)) await heldSession(leases, LEASE, signal, (held) => this.work(held));
        else await pause(WAIT_MS, signal);
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        logger.warn({ err: error }, 'the lookup index could not be kept up to date, trying again');
        await backoff(failures + 3, signal, 10_000).catch(() => undefined);
      }
    }
  }

  /** Until the signal. A new index is built beside the present one, which goes on following meanwhile. */
  private async work(signal: AbortSignal): Promise<void> {
    const { index } = this.deps;
    if ((await index.position()) === undefined) this.requestRebuild();
    while (!signal.aborted) {
      const position = await index.position();
      const session = new AbortController();
      const end = () => session.abort();
      signal.addEventListener('abort', end);
      this.interrupt = end;
      try {
        const live = position === undefined ? undefined : this.until(session.signal, position);
        const stopFollowing = async () => {
          end();
          await live;
        };
        if (this.wanted) await this.build(signal, stopFollowing);
        else await live;
      } finally {
        end();
        signal.removeEventListener('abort', end);
      }
    }
  }

  private async until(signal: AbortSignal, position: number): Promise<void> {
    try {
      await this.follow(position, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  private async build(signal: AbortSignal, stopFollowing: () => Promise<void>): Promise<void> {
    const { index, customers, log, logger, clock } = this.deps;
    this.state.rebuilding = true;
    this.wanted = false;
    const begun = Date.now();
    const position = await log.head();
    const rebuild = await index.rebuild();
    let count = 0;
    for await (const page of customers.everyone(PAGE)) {
      if (signal.aborted) return;
      await rebuild.upsert(page.map(lookupDocument));
      count += page.length;
    }
    // What the old index took in meanwhile, the new one takes from the log again.
    await stopFollowing();
    await rebuild.commit(position);
    Object.assign(this.state, { indexedThrough: position, buildTime: clock(), rebuilding: this.wanted });
    logger.info({ customers: count, ms: Date.now() - begun, engine: index.engine }, 'lookup index built');
  }

  private async follow(after: number, signal: AbortSignal): Promise<void> {
    const { index, customers, events } = this.deps;
    const changed = new Set<string>();
    let reached = after;
    const flush = async () => {
      if (changed.size > 0) {
        const docs = await customers.store.findMany([...changed]);
        await index.upsert(docs.filter((doc) => !doc.tombstone).map(lookupDocument), reached);
        changed.clear();
      } else if (!index.shared) await index.upsert([], reached);
      this.state.indexedThrough = reached;
    };
    for await (const delivery of events.subscribe(after, [], signal)) {
      if (signal.aborted) return;
      if ('event' in delivery) {
        changed.add(delivery.event.aggregateId);
        reached = Number(delivery.event.sequence);
        if (changed.size < BATCH) continue;
      } else reached = Math.max(reached, delivery.position);
      await flush();
    }
  }
}
