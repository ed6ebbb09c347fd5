import { customer as proto } from '@fairlead/proto';
import { type CallerContext, commandOf, Faults, hasRole, type MethodAccess, scopeOf } from '@fairlead/service-kit';
import { createLead } from '../application/create-lead';
import type { RegisteredDeps } from '../application/refuse-registered';
import type { KeyDeps } from '../application/reserve-keys';
import { updateCustomer } from '../application/update-customer';
import { type Call, refuseUnlessWritable } from '../application/write-context';
import { type CustomerProfile, PROFILE_FIELDS } from '../domain/customer';
import { applyOwnership, convertLead, markLost } from '../domain/lead';
import { normalizeProfile } from '../domain/profile-rules';
import { moveToStage } from '../domain/stage-gate';
import { ORDERS } from '../repository/customer-repository';
import { externalRefKey } from '../repository/match-keys';
import type { CustomerDoc } from '../repository/models';
import type { Playbooks } from '../repository/playbooks';
import { customerReply, toProto } from './customer-mapper';
import { listFilter, requireLead, requireMask } from './customer-requests';
import { isStage } from './playbook-requests';

const PEOPLE = ['rep', 'manager', 'admin', 'service'] as const;
/** Partners work on what is theirs; what comes in new they register. */
const WRITERS = [...PEOPLE, 'partner'] as const;

export const CUSTOMER_ACCESS: MethodAccess = {
  CreateLead: PEOPLE,
  GetCustomer: 'any',
  BatchGetCustomers: 'any',
  ListCustomers: 'any',
  UpdateCustomer: WRITERS,
  ChangeStage: WRITERS,
  ConvertLead: WRITERS,
  MarkLost: WRITERS,
  ApplyOwnership: ['service'],
};

/** gRPC edge: validates, calls one use case, maps back. */
export class CustomerGrpc implements proto.CustomerServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: KeyDeps & RegisteredDeps & { playbooks: Playbooks },
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async createLead(request: proto.CreateLeadRequest, { principal }: CallerContext): Promise<proto.Customer> {
    const faults = new Faults().uuid('request_id', request.requestId);
    const lead = requireLead(request.lead, faults);
    const profile = normalizeProfile(lead, PROFILE_FIELDS, 'lead', faults) as CustomerProfile;
    faults.throwIfAny();
    const command = commandOf(principal, 'CreateLead', proto.CreateLeadRequest, request);
    const call = { principal, scope: scopeOf(principal), command, now: this.clock() };
    return createLead(
      profile,
      lead.externalRef.trim(),
      call,
      request.refusePossibleDuplicates,
      this.deps,
      customerReply(call.scope),
    );
  }

  async getCustomer({ customerId }: proto.GetCustomerRequest, { principal }: CallerContext): Promise<proto.Customer> {
    new Faults().uuid('customer_id', customerId).throwIfAny();
    const scope = scopeOf(principal);
    return toProto(await this.deps.customers.get(customerId, scope), scope);
  }

  async batchGetCustomers(
    { customerIds, externalRefs }: proto.BatchGetCustomersRequest,
    { principal }: CallerContext,
  ): Promise<proto.BatchGetCustomersResponse> {
    const faults = new Faults().check(customerIds.length <= 200, 'customer_ids', 'must be at most 200');
    faults.check(externalRefs.length <= 200, 'external_refs', 'must be at most 200');
    externalRefs.forEach((ref, index) => {
      faults.text(`external_refs[${index}]`, ref, { min: 1, max: 100 });
    });
    if (!faults.any) for (const [index, id] of customerIds.entries()) faults.uuid(`customer_ids[${index}]`, id);
    faults.throwIfAny();
    const scope = scopeOf(principal);
    const { customers, keys } = this.deps;
    const holders = await keys.holders(externalRefs.map(externalRefKey));
    const wanted = new Set([...customerIds, ...externalRefs.flatMap((ref) => holders.get(externalRefKey(ref)) ?? [])]);
    const docs = await customers.getMany([...wanted], scope);
    return { customers: docs.map((doc) => toProto(doc, scope)) };
  }

  async listCustomers(
    request: proto.ListCustomersRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListCustomersResponse> {
    const orders = Object.keys(ORDERS);
    new Faults()
      .check(
        request.orderBy === '' || orders.includes(request.orderBy),
        'order_by',
        `must be one of ${orders.join(', ')}`,
      )
      .check(request.pageSize >= 0, 'page_size', 'must not be negative')
      .throwIfAny();
    const scope = scopeOf(principal);
    const page = await this.deps.customers.list(request, listFilter(request), scope, principal.sub);
    return { customers: page.docs.map((doc) => toProto(doc, scope)), nextPageToken: page.nextPageToken };
  }

  async updateCustomer(request: proto.UpdateCustomerRequest, { principal }: CallerContext): Promise<proto.Customer> {
    const faults = new Faults().uuid('request_id', request.requestId);
    const customer = request.customer ?? proto.Customer.create();
    faults.uuid('customer.id', customer.id);
    faults.check(customer.etag !== '', 'customer.etag', 'is required');
    const fields = requireMask(request.updateMask, PROFILE_FIELDS, faults);
    // A national phone number is read in the country that the record will have.
    const current =
      fields.has('country') || faults.any ? undefined : await this.deps.customers.get(customer.id, scopeOf(principal));
    const input = { ...customer, country: current?.country ?? customer.country };
    const changes = normalizeProfile(input, fields, 'customer', faults);
    faults.throwIfAny();
    const command = commandOf(principal, 'UpdateCustomer', proto.UpdateCustomerRequest, request);
    const call = { principal, scope: scopeOf(principal), command, now: this.clock() };
    const strict = request.refusePossibleDuplicates;
    return updateCustomer(customer.id, customer.etag, changes, call, strict, this.deps, customerReply(call.scope));
  }

  async changeStage(request: proto.ChangeStageRequest, { principal }: CallerContext): Promise<proto.Customer> {
    const reason = request.overrideReason.trim();
    const faults = new Faults().check(isStage(request.stage), 'stage', 'is required');
    faults.text('override_reason', reason, { max: 500 });
    const command = () => commandOf(principal, 'ChangeStage', proto.ChangeStageRequest, request);
    const override = { reason, author: principal.sub, mayOverride: hasRole(principal, 'manager', 'admin') };
    const playbook = await this.deps.playbooks.current();
    return this.changeLead(request, principal, faults, command, (doc, now) =>
      moveToStage(doc._id, doc, request.stage, playbook, override, now),
    );
  }

  async convertLead(request: proto.ConvertLeadRequest, { principal }: CallerContext): Promise<proto.Customer> {
    const command = () => commandOf(principal, 'ConvertLead', proto.ConvertLeadRequest, request);
    return this.changeLead(request, principal, new Faults(), command, (doc, now) => convertLead(doc._id, doc, now));
  }

  async markLost(request: proto.MarkLostRequest, { principal }: CallerContext): Promise<proto.Customer> {
    const faults = new Faults().text('reason', request.reason.trim(), { min: 1, max: 500 });
    const command = () => commandOf(principal, 'MarkLost', proto.MarkLostRequest, request);
    return this.changeLead(request, principal, faults, command, (doc) => markLost(doc._id, doc, request.reason.trim()));
  }

  private async changeLead(
    request: { customerId: string; etag: string; requestId: string },
    principal: CallerContext['principal'],
    faults: Faults,
    command: () => Call['command'],
    decide: (doc: CustomerDoc, now: Date) => ReturnType<typeof moveToStage>,
  ): Promise<proto.Customer> {
    faults.uuid('customer_id', request.customerId).uuid('request_id', request.requestId).throwIfAny();
    const call = { principal, scope: scopeOf(principal), command: command(), now: this.clock() };
    await this.deps.customers.get(request.customerId, call.scope);
    const outcome = await this.deps.customers.store.change(
      request.customerId,
      (doc) => {
        refuseUnlessWritable(doc, call, request.etag);
        return decide(doc, call.now);
      },
      { now: call.now, actor: principal.sub },
      call.command,
      customerReply(call.scope),
    );
    return outcome.reply;
  }

  async applyOwnership(
    { customerId, ownership }: proto.ApplyOwnershipRequest,
    { principal }: CallerContext,
  ): Promise<proto.ApplyOwnershipResponse> {
    new Faults()
      .uuid('customer_id', customerId)
      .check(ownership !== undefined, 'ownership', 'is required')
      .throwIfAny();
    const copy = {
      ...(ownership as NonNullable<typeof ownership>),
      revision: Number(ownership?.revision),
      since: ownership?.since ?? null,
    };
    let applied = false;
    await this.deps.customers.store.change(
      customerId,
      (doc) => {
        const change = applyOwnership(customerId, doc, copy);
        applied = change !== null;
        return change;
      },
      { now: this.clock(), actor: principal.sub },
    );
    return { applied };
  }
}
