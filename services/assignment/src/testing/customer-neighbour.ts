import { randomUUID } from 'node:crypto';
import { type common, customer } from '@fairlead/proto';
import { NeighbourLog } from '@fairlead/service-kit/dist/testing';
import { ServerError, Status } from 'nice-grpc';
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
  language: 'de',
};

/** A customer service in memory on a real port: its event log, and the copies of ownerships that it was handed. */
export class CustomerNeighbour extends NeighbourLog {
  /** Newest copy by lead. */
  readonly copies = new Map<string, common.Ownership>();
  /** What a person has changed of a lead since. */
  private readonly changed = new Map<string, Partial<LeadAttributes>>();
  /** Whose each registration is, and which handover gave it there. */
  readonly registrations = new Map<string, { ownerId: string; handoverId: string }>();
  /** Refuses copies like a service that is down. */
  down = false;
  /** Copies are taken only when this is over. */
  private gate: Promise<void> = Promise.resolve();
  /** Calls that wait at the gate. */
  waiting = 0;

  constructor() {
    super('customer');
    this.server.add(customer.RegistrationWorkServiceDefinition, {
      countRegistrations: async ({ registrantId, handoverId }) => ({
        count: this.registrationsOf(registrantId, handoverId).length,
      }),
      handOverRegistrations: async ({ handoverId, fromRepId, toRepId, back }) => {
        const theirs = this.registrationsOf(fromRepId, back ? handoverId : '');
        for (const each of theirs) Object.assign(each, { ownerId: toRepId, handoverId: back ? '' : handoverId });
        return { moved: theirs.length, nextAfterRegistrationId: '' };
      },
    });
    const { applyOwnership, getCustomer } = customer.CustomerServiceDefinition.methods;
    this.server.add(
      { ...customer.CustomerServiceDefinition, methods: { applyOwnership, getCustomer } } as never,
      {
        applyOwnership: (request: customer.ApplyOwnershipRequest) => this.pass(request),
        getCustomer: async ({ customerId }: customer.GetCustomerRequest) =>
          customer.Customer.fromPartial({ ...GERMAN_LEAD, ...this.changed.get(customerId) } as object),
      } as never,
    );
  }

  /** Lets a lead come into being; answers its id. */
  addLead(attributes: Partial<LeadAttributes> = {}, actor = 'creator', knownCustomerId = ''): string {
    const id = randomUUID();
    this.emit('crm.customer.lead.created.v1', id, { ...GERMAN_LEAD, ...attributes, knownCustomerId }, { actor });
    return id;
  }

  /** Lets a person change what rules and pools see of a lead. */
  changeLead(id: string, attributes: Partial<LeadAttributes>): void {
    this.changed.set(id, { ...this.changed.get(id), ...attributes });
    this.emit('crm.customer.customer.updated.v1', id, { fields: Object.keys(attributes) });
  }

  /** Lets calls wait until the answered function is called. */
  closeGate(): () => void {
    let open: () => void = () => undefined;
    this.gate = new Promise((resolve) => {
      open = resolve;
    });
    return open;
  }

  private async pass(request: customer.ApplyOwnershipRequest): Promise<customer.ApplyOwnershipResponse> {
    this.waiting += 1;
    await this.gate;
    this.waiting -= 1;
    return this.apply(request);
  }

  private registrationsOf = (repId: string, byHandover: string) =>
    [...this.registrations.values()].filter(
      ({ ownerId, handoverId }) => ownerId === repId && (byHandover === '' || byHandover === handoverId),
    );

  private apply({ customerId, ownership }: customer.ApplyOwnershipRequest): customer.ApplyOwnershipResponse {
    if (this.down) throw new ServerError(Status.UNAVAILABLE, 'down');
    const held = this.copies.get(customerId);
    if (!ownership || (held && held.revision >= ownership.revision)) return { applied: false };
    this.copies.set(customerId, ownership);
    return { applied: true };
  }
}
