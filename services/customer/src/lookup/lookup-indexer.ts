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
import type { RebuildRequests } from '../repository/rebuild-requests';
import { lookupDocument } from './lookup-document';
import type { IndexState, LookupIndex } from './lookup-index';

const LEASE = 'customer.lookup-indexer';
const PAGE = 500;
const BATCH = 256;
const WAIT_MS = 1000;

/** How often an indexer looks whether a new index is wanted. */
const LOOK_MS = 2000;

export interface IndexerStatus {
  indexedThrough: number;
  /** Whether an index is being built or will be in a moment. */
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

  constructor(
    private readonly deps: {
      index: LookupIndex;
      customers: CustomerRepository;
      requests: RebuildRequests;
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

  /** Asks every process for a new index; it is built beside the present one. */
  async requestRebuild(): Promise<void> {
    await this.deps.requests.request(this.deps.clock());
  }

  async status(): Promise<IndexerStatus> {
    const state = await this.deps.index.state();
    return {
      indexedThrough: state?.position ?? 0,
      rebuilding: await this.isWanted(state),
      buildTime: state?.builtAt,
    };
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
    while (!signal.aborted) {
      const state = await this.deps.index.state();
      const session = new AbortController();
      const end = () => session.abort();
      signal.addEventListener('abort', end);
      const looking = setInterval(() => {
        void this.isWanted(state).then((wanted) => wanted && end(), end);
      }, LOOK_MS);
      try {
        const wanted = await this.isWanted(state);
        if (wanted) clearInterval(looking);
        const live = state && this.until(session.signal, state.position);
        // Its failure is heard where it is waited for, which a build comes to only at its end.
        live?.catch(() => undefined);
        const stopFollowing = async () => {
          end();
          await live;
        };
        if (wanted) await this.build(signal, stopFollowing);
        else await live;
      } finally {
        clearInterval(looking);
        end();
        signal.removeEventListener('abort', end);
      }
    }
  }

  private async isWanted(state: IndexState | undefined): Promise<boolean> {
    // An index that fell behind what the log still holds cannot catch up.
    if (!state || state.position < (await this.deps.log.trimmedThrough())) return true;
    const requested = await this.deps.requests.newest();
    return requested !== undefined && requested > state.builtAt;
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
    const builtAt = clock();
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
    await rebuild.commit({ position, builtAt });
    const ms = clock().getTime() - builtAt.getTime();
    logger.info({ customers: count, ms, engine: index.engine }, 'lookup index built');
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
