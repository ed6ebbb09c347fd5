import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type common, customer, type EventCatalogue, type EventType, event as eventProto } from '@fairlead/proto';
import { type CallContext, createServer, ServerError, Status } from 'nice-grpc';
import type { LeadAttributes } from '../domain/lead-attributes';

export const GERMAN_LEAD: LeadAttributes = {
  type: 'CUSTOMER_TYPE_ORGANIZATION',
  country: 'DE',
  region: 'Bavaria',
  city: 'Munich',
  industry: 'machines',
  source: 'web',
  productLine: 'pumps',
  valueLevel: 'VALUE_LEVEL_NORMAL',
};

/** A customer service in memory on a real port: its event log, and the copies of ownerships that it was handed. */
export class CustomerNeighbour {
  readonly events: eventProto.Event[] = [];
  /** Newest copy by lead. */
  readonly copies = new Map<string, common.Ownership>();
  /** Refuses copies like a service that is down. */
  down = false;
  private readonly server = createServer();
  private stopped = false;
  port = 0;

  async start(): Promise<this> {
    this.server.add(eventProto.EventLogServiceDefinition as never, this.eventLog() as never);
    this.server.add(
      {
        ...customer.CustomerServiceDefinition,
        methods: { applyOwnership: customer.CustomerServiceDefinition.methods.applyOwnership },
      } as never,
      { applyOwnership: async (request: customer.ApplyOwnershipRequest) => this.apply(request) } as never,
    );
    this.port = await this.server.listen('127.0.0.1:0');
    return this;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.server.forceShutdown();
  }

  /** Lets a lead come into being; answers its id. */
  addLead(attributes: Partial<LeadAttributes> = {}, actor = 'creator'): string {
    const id = randomUUID();
    this.emit('crm.customer.lead.created.v1', id, { ...GERMAN_LEAD, ...attributes }, actor);
    return id;
  }

  emit<T extends EventType>(type: T, subject: string, data: EventCatalogue[T], actor = 'creator'): void {
    this.events.push({
      id: randomUUID(),
      source: '/fairlead/customer',
      specVersion: '1.0',
      type,
      subject,
      time: new Date(),
      sequence: BigInt(this.events.length + 1),
      aggregateId: subject,
      aggregateRevision: 1n,
      actor,
      traceParent: '',
      data,
    });
  }

  private apply({ customerId, ownership }: customer.ApplyOwnershipRequest): customer.ApplyOwnershipResponse {
    if (this.down) throw new ServerError(Status.UNAVAILABLE, 'down');
    const held = this.copies.get(customerId);
    if (!ownership || (held && held.revision >= ownership.revision)) return { applied: false };
    this.copies.set(customerId, ownership);
    return { applied: true };
  }

  private eventLog() {
    const { events } = this;
    const isStopped = () => this.stopped;
    return {
      async getHead() {
        return { sequence: BigInt(events.length) };
      },
      async *subscribe({ afterSequence, types }: eventProto.SubscribeRequest, { signal }: CallContext) {
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
