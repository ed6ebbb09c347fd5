import type { EventCatalogue, EventType, event as proto } from '@fairlead/proto';
import { ClientError, Status } from 'nice-grpc';
import { AppError } from '../errors/app-error';
import { fromClientError } from '../errors/grpc-errors';
import { crashPoint } from '../fault/crash-point';
import { heldSession } from '../lease/held-session';
import type { Leases } from '../lease/lease';
import type { Logger } from '../log/logger';
import { backoff, classifyStoreError } from '../mongo/store-errors';
import { withSpan } from '../telemetry/trace-context';
import { pause } from '../time/pause';
import type { ConsumerStore } from './consumer-store';
import type { EventSource } from './event-source';

/** What a handler did: made its effect, found it made before, or had nothing to do. */
export type Effect = 'applied' | 'repeated' | 'ignored';

/** A handler for one type of event. It must be idempotent: each effect has a business key. */
export type Handlers = {
  [T in EventType]?: (event: TypedEvent<T>) => Promise<Effect>;
};

export type TypedEvent<T extends EventType> = Omit<proto.Event, 'type' | 'data'> & { type: T; data: EventCatalogue[T] };

export interface ConsumerOptions {
  /** `<service>.<what>`, unique in the installation; names the position and the lease. */
  name: string;
  source: EventSource;
  handlers: Handlers;
  store: ConsumerStore;
  leases: Leases;
  logger: Logger;
  /**
   * For projections that keep what they made: events that the log no longer holds are passed over. A reactor must not:
   * it stops with an alarm instead of losing effects.
   */
  skipTrimmed?: boolean;
}

const MAX_ATTEMPTS = 5;
const BATCH = 64;
const PARALLEL_SUBJECTS = 8;
const RETRY_PARKED_MS = 15_000;
/** How often an idle consumer looks whether its position was moved, as a rebuild does. */
const LOOK_MS = 3000;

/**
 * Applies the events of a log, in order per subject. The position moves by compare-and-set after the effects, so an
 * event may come again but never gets lost. An event that keeps failing parks its subject's later ones; the rest go on.
 */
export class Consumer {
  private readonly stop$ = new AbortController();
  private running?: Promise<void>;
  private parkedSubjects = new Set<string>();

  constructor(private readonly options: ConsumerOptions) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stop$.abort();
    await this.running;
    await this.options.leases.release(this.options.name);
  }

  private async run(): Promise<void> {
    const { name, leases, logger } = this.options;
    for (let failures = 0; !this.stop$.signal.aborted; ) {
      if (!(await leases.hold(name))) {
        await pause(1000, this.stop$.signal);
        continue;
      }
      // A stop that came while the lease was asked for is not heard by a listener that is added now.
      if (this.stop$.signal.aborted) break;
      try {
        await heldSession(leases, name, this.stop$.signal, (signal) => this.consume(signal));
        failures = 0;
      } catch (error) {
        if (!(await this.passTrimmed(error))) {
          failures += 1;
          if (!isTransient(error)) logger.error({ err: error, consumer: name }, 'consumer failed, starts again');
        }
      }
      if (failures > 0) await backoff(failures + 1, this.stop$.signal).catch(() => undefined);
    }
  }

  /** True when the position was moved to the oldest event that the log still holds. */
  private async passTrimmed(error: unknown): Promise<boolean> {
    const { name, store, logger, skipTrimmed } = this.options;
    const failure = fromClientError(error);
    if (failure.reason !== 'POSITION_TRIMMED') return false;
    if (!skipTrimmed) {
      logger.error({ consumer: name, alarm: true }, 'events were trimmed before they were consumed');
      return false;
    }
    const oldest = Number(failure.metadata.oldest);
    logger.warn({ consumer: name, oldest }, 'the log no longer holds earlier events');
    return store.advance(name, await store.position(name), oldest);
  }

  /** Reads ahead by at most one batch while the former is applied. Ends when the lease or the position is lost. */
  private async consume(signal: AbortSignal): Promise<void> {
    const { name, source, handlers, store } = this.options;
    let position = await store.position(name);
    this.parkedSubjects = new Set((await store.parkedOf(name)).map((parked) => parked.subject));
    let retryAt = Date.now() + (this.parkedSubjects.size > 0 ? 1000 : RETRY_PARKED_MS);
    const waiting: proto.Event[] = [];
    let reached = position;
    let lookAt = Date.now() + LOOK_MS;
    let wake: () => void = () => undefined;
    let resume: () => void = () => undefined;
    let ended: unknown;
    const reader = (async () => {
      for await (const delivery of source.subscribe(position, Object.keys(handlers), signal)) {
        if ('event' in delivery) waiting.push(delivery.event);
        else reached = delivery.position;
        wake();
        if (waiting.length >= BATCH) await new Promise<void>((resolve) => (resume = resolve));
      }
    })().then(
      () => (ended = new AppError('UNAVAILABLE', 'STREAM_ENDED', 'The event stream ended.')),
      (error) => (ended = error),
    );
    void reader.then(() => wake());
    signal.addEventListener('abort', () => {
      wake();
      resume();
    });
    while (!signal.aborted) {
      if (Date.now() >= retryAt) {
        await this.retryParked();
        retryAt = Date.now() + RETRY_PARKED_MS;
      }
      const batch = waiting.splice(0, BATCH);
      resume();
      if (batch.length === 0) {
        if (reached > position) {
          if (!(await store.advance(name, position, reached))) return;
          position = reached;
        }
        if (ended) throw ended;
        if (Date.now() >= lookAt) {
          if ((await store.position(name)) !== position) return;
          lookAt = Date.now() + LOOK_MS;
        }
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 1000);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
          if (waiting.length > 0 || ended || reached > position) wake();
        });
        continue;
      }
      const counts = await this.apply(batch, signal);
      if (signal.aborted) return;
      crashPoint('before-position');
      const to = Number((batch.at(-1) as proto.Event).sequence);
      if (!(await store.advance(name, position, to, counts))) return;
      position = to;
      reached = Math.max(reached, to);
    }
  }

  /** Applies a batch: subjects side by side, each subject's events one after the other. */
  private async apply(batch: proto.Event[], signal: AbortSignal): Promise<{ applied: number; redelivered: number }> {
    const counts = { applied: 0, redelivered: 0 };
    const bySubject = new Map<string, proto.Event[]>();
    for (const event of batch) bySubject.set(event.subject, [...(bySubject.get(event.subject) ?? []), event]);
    const groups = [...bySubject.values()];
    const worker = async () => {
      for (let group = groups.shift(); group && !signal.aborted; group = groups.shift()) {
        for (const event of group) {
          const effect = await this.applyOrPark(event, signal);
          if (effect === 'applied') counts.applied += 1;
          if (effect === 'repeated') counts.redelivered += 1;
        }
      }
    };
    await Promise.all(Array.from({ length: PARALLEL_SUBJECTS }, worker));
    return counts;
  }

  private async applyOrPark(event: proto.Event, signal: AbortSignal): Promise<Effect> {
    const { name, store, logger } = this.options;
    if (this.parkedSubjects.has(event.subject)) {
      await store.park(name, event, 'waits behind a parked event of the same subject', new Date());
      return 'ignored';
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.handle(event);
      } catch (error) {
        if (signal.aborted) throw error;
        if (!isTransient(error) && attempt >= MAX_ATTEMPTS) {
          const message = error instanceof Error ? error.message : String(error);
          logger.error(
            { err: error, consumer: name, sequence: Number(event.sequence), type: event.type, alarm: true },
            'event parked',
          );
          await store.park(name, event, message, new Date());
          this.parkedSubjects.add(event.subject);
          return 'ignored';
        }
        await backoff(attempt + 1, signal, 2000);
      }
    }
  }

  private async handle(event: proto.Event): Promise<Effect> {
    const handler = this.options.handlers[event.type as EventType] as
      | ((event: proto.Event) => Promise<Effect>)
      | undefined;
    if (!handler) return 'ignored';
    const attributes = { 'crm.event.type': event.type, 'crm.event.sequence': Number(event.sequence) };
    return withSpan(`consume ${this.options.name}`, event.traceParent, attributes, () => handler(event));
  }

  /** Tries parked events again, oldest first; a subject whose first one fails again stays parked. */
  private async retryParked(): Promise<void> {
    const { name, store } = this.options;
    const stuck = new Set<string>();
    for (const parked of await store.parkedOf(name)) {
      if (stuck.has(parked.subject)) continue;
      const event = { ...parked.event, sequence: BigInt(parked.sequence) } as unknown as proto.Event;
      try {
        await this.handle(event);
        await store.unpark(parked._id);
      } catch (error) {
        stuck.add(parked.subject);
        await store.park(name, event, error instanceof Error ? error.message : String(error), new Date());
      }
    }
    this.parkedSubjects = stuck;
  }
}

const TRANSIENT_CODES = new Set(['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'ABORTED', 'RESOURCE_EXHAUSTED']);
const TRANSIENT_STATUS = [
  Status.UNAVAILABLE,
  Status.DEADLINE_EXCEEDED,
  Status.ABORTED,
  Status.RESOURCE_EXHAUSTED,
  Status.CANCELLED,
];

/** A dependency is down or busy: the event is not at fault. */
export function isTransient(error: unknown): boolean {
  if (error instanceof AppError) return TRANSIENT_CODES.has(error.code);
  if (error instanceof ClientError) return TRANSIENT_STATUS.includes(error.code);
  return classifyStoreError(error) !== 'other';
}
