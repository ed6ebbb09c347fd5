import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EventCatalogue, type EventType, event as proto } from '@fairlead/proto';
import { type CallContext, createServer, type Server } from 'nice-grpc';

/**
 * The event log of another service in memory, on a real port: services do not import each other, so a test plays the
 * neighbour by its events. Further services may be added to `server` before the start.
 */
export class NeighbourLog {
  readonly events: proto.Event[] = [];
  readonly server: Server = createServer();
  private stopped = false;
  port = 0;

  constructor(private readonly service: string) {}

  async start(): Promise<this> {
    this.server.add(proto.EventLogServiceDefinition as never, this.eventLog() as never);
    this.port = await this.server.listen('127.0.0.1:0');
    return this;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.server.forceShutdown();
  }

  /** Appends an event; answers it. */
  emit<T extends EventType>(
    type: T,
    subject: string,
    data: EventCatalogue[T],
    { actor = 'creator', aggregateId = subject, aggregateRevision = 1n, time = new Date() } = {},
  ): proto.Event {
    const event: proto.Event = {
      id: randomUUID(),
      source: `/fairlead/${this.service}`,
      specVersion: '1.0',
      type,
      subject,
      time,
      sequence: BigInt(this.events.length + 1),
      aggregateId,
      aggregateRevision,
      actor,
      traceParent: '',
      data: data as Record<string, unknown>,
    };
    this.events.push(event);
    return event;
  }

  private eventLog() {
    const { events } = this;
    const isStopped = () => this.stopped;
    return {
      async getHead() {
        return { sequence: BigInt(events.length) };
      },
      async *subscribe({ afterSequence, types }: proto.SubscribeRequest, { signal }: CallContext) {
        for (let position = Number(afterSequence); !signal.aborted && !isStopped(); ) {
          const value = events[position];
          if (!value) {
            await sleep(10);
            continue;
          }
          position += 1;
          if (types.length === 0 || types.includes(value.type)) yield { item: { $case: 'event' as const, value } };
          if (position === events.length) {
            yield { item: { $case: 'heartbeat' as const, value: { sequence: BigInt(position) } } };
          }
        }
      },
    };
  }
}
