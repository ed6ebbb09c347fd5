import { randomUUID } from 'node:crypto';
import { assignment, type common, customer, type EventCatalogue } from '@fairlead/proto';
import { decodeJwt } from 'jose';
import { type CallContext, ServerError, Status } from 'nice-grpc';
import { inScope, scopeOf } from '../auth/access-scope';
import type { Principal } from '../auth/principal';
import { NeighbourLog } from './neighbour-log';

/** Whoever calls, by the token's claims; the real services verify it, here it is only read. */
function callerOf({ metadata }: CallContext): Principal {
  const claims = decodeJwt((metadata.get('authorization') ?? '').replace('Bearer ', ''));
  return { sub: String(claims.sub), name: '', roles: claims.roles, rep: claims.rep, team: claims.team } as Principal;
}

type CustomerFacts = Partial<
  Pick<customer.Customer, 'stage' | 'source' | 'valueLevel' | 'type' | 'state' | 'language'>
>;

/** Customer and assignment in memory on real ports: leads with their ownership, reps and teams, and both event logs. */
export class Neighbours {
  readonly customer = new NeighbourLog('customer');
  readonly assignment = new NeighbourLog('assignment');
  /** What the playbook says. */
  readonly playbook: customer.StagePlaybook[] = [];
  /** Items that are ticked off, by customer. */
  readonly ticks = new Map<string, Set<string>>();
  private readonly ownerships = new Map<string, common.Ownership>();
  private readonly externalRefs = new Map<string, string>();
  private readonly facts = new Map<string, CustomerFacts>();
  private readonly reps = new Map<string, assignment.Rep>();
  private readonly teams = new Map<string, assignment.Team>();

  async start(): Promise<this> {
    const { getCustomer, batchGetCustomers, listCustomers } = customer.CustomerServiceDefinition.methods;
    this.customer.server.add(
      { ...customer.CustomerServiceDefinition, methods: { getCustomer, batchGetCustomers, listCustomers } } as never,
      {
        getCustomer: async ({ customerId }: customer.GetCustomerRequest, context: CallContext) => {
          const found = this.seen(customerId, context);
          if (!found) throw new ServerError(Status.NOT_FOUND, `No customer ${customerId}.`);
          return found;
        },
        listCustomers: async ({ stage, pageSize, pageToken }: customer.ListCustomersRequest, context: CallContext) => {
          const all = [...this.ownerships.keys()].flatMap((id) => this.seen(id, context) ?? []);
          const rest = all.filter((each) => each.stage === stage).slice(Number(pageToken));
          const nextPageToken = rest.length > pageSize ? String(Number(pageToken) + pageSize) : '';
          return { customers: rest.slice(0, pageSize), nextPageToken };
        },
        batchGetCustomers: async (request: customer.BatchGetCustomersRequest, context: CallContext) => {
          const byRef = request.externalRefs.flatMap((ref) => this.externalRefs.get(ref) ?? []);
          const wanted = [...new Set([...request.customerIds, ...byRef])];
          return { customers: wanted.flatMap((id) => this.seen(id, context) ?? []) };
        },
      } as never,
    );
    const { getPlaybook, getStageGuide } = customer.PlaybookServiceDefinition.methods;
    this.customer.server.add(
      { ...customer.PlaybookServiceDefinition, methods: { getPlaybook, getStageGuide } } as never,
      {
        getPlaybook: async () => ({ etag: '1', stages: this.playbook }),
        getStageGuide: async ({ customerId }: customer.GetStageGuideRequest, context: CallContext) =>
          this.guideOf(this.known(this.seen(customerId, context))),
      } as never,
    );
    const { getRep, getTeam, listReps } = assignment.OrganizationServiceDefinition.methods;
    this.assignment.server.add(
      { ...assignment.OrganizationServiceDefinition, methods: { getRep, getTeam, listReps } } as never,
      {
        getRep: async ({ repId }: assignment.GetRepRequest) => this.known(this.reps.get(repId)),
        getTeam: async ({ teamId }: assignment.GetTeamRequest) => this.known(this.teams.get(teamId)),
        listReps: async () => ({ reps: [...this.reps.values()], nextPageToken: '' }),
      } as never,
    );
    await this.customer.start();
    await this.assignment.start();
    return this;
  }

  async stop(): Promise<void> {
    await Promise.all([this.customer.stop(), this.assignment.stop()]);
  }

  addTeam(id: string, path: string[], { managerId = '', calendarId = '' } = {}): void {
    this.teams.set(id, assignment.Team.fromPartial({ id, path, managerId, calendarId, etag: '1' }));
  }

  addRep(
    id: string,
    teamId: string,
    { skills = [] as string[], languages = [] as string[], capacityWeight = 1, active = true } = {},
  ): void {
    this.reps.set(id, assignment.Rep.fromPartial({ id, teamId, skills, languages, capacityWeight, active, etag: '1' }));
  }

  /** A rep changes; the event tells of it. */
  updateRep(
    repId: string,
    change: Partial<Pick<assignment.Rep, 'skills' | 'languages' | 'capacityWeight' | 'active'>>,
  ): void {
    const rep = this.reps.get(repId) as assignment.Rep;
    const etag = String(Number(rep.etag) + 1);
    this.reps.set(repId, { ...rep, ...change, etag });
    const aggregate = { aggregateId: repId, aggregateRevision: BigInt(etag) };
    const data = { repId, teamId: rep.teamId, fields: Object.keys(change) };
    this.assignment.emit('crm.assignment.rep.updated.v1', repId, data, aggregate);
  }

  /** The rep's whole leave; the event tells of it. */
  setLeaves(repId: string, leaves: { from: Date; to: Date }[]): void {
    const rep = this.reps.get(repId) as assignment.Rep;
    const etag = String(Number(rep.etag) + 1);
    this.reps.set(repId, { ...rep, etag, leaves: leaves.map((leave) => ({ id: randomUUID(), ...leave })) });
    const data = { repId, leaves: leaves.map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() })) };
    const aggregate = { aggregateId: repId, aggregateRevision: BigInt(etag) };
    this.assignment.emit('crm.assignment.rep.leaves_changed.v1', repId, data, aggregate);
  }

  /** A lead of a rep: the next cycle. Without `tell` only customer knows it, as while the event is on its way. */
  give(
    leadId: string,
    ownerId: string,
    teamPath: string[],
    { since = new Date(), tell = true } = {},
  ): common.Ownership {
    const before = this.ownerships.get(leadId);
    const ownership: common.Ownership = {
      ownerId,
      teamId: teamPath.at(-1) ?? '',
      teamPath,
      poolId: '',
      cycle: (before?.cycle ?? 0) + 1,
      revision: (before?.revision ?? 0n) + 1n,
      since,
      maskedFields: [],
      reopenedCycle: 0,
    };
    this.ownerships.set(leadId, ownership);
    if (tell) this.tell('assigned', leadId);
    return ownership;
  }

  /** A handover gave the lead to another rep: the cycle goes on. Answers when. */
  handOver(leadId: string, ownerId: string, teamPath: string[], handoverId: string = randomUUID()): Date {
    const before = this.ownerships.get(leadId) as common.Ownership;
    const teamId = teamPath.at(-1) ?? '';
    this.ownerships.set(leadId, { ...before, ownerId, teamId, teamPath, revision: before.revision + 1n });
    const data = { ...this.dataOf(leadId), handoverId, previousOwnerId: before.ownerId };
    return this.assignment.emit('crm.assignment.lead.handed_over.v1', leadId, data).time as Date;
  }

  /** The lead lies in its team's pool. */
  pool(leadId: string): void {
    const before = this.ownerships.get(leadId) as common.Ownership;
    const pooled = { ...before, ownerId: '', poolId: `pool-${before.teamId}`, revision: before.revision + 1n };
    this.ownerships.set(leadId, pooled);
    this.assignment.emit('crm.assignment.lead.pooled.v1', leadId, {
      ...this.dataOf(leadId),
      reason: 'first_contact_missed',
      previousOwnerId: before.ownerId,
    });
  }

  tell(how: 'assigned' | 'claimed', leadId: string): void {
    const data = { ...this.dataOf(leadId), previousOwnerId: '' };
    if (how === 'claimed') this.assignment.emit('crm.assignment.lead.claimed.v1', leadId, data);
    else this.assignment.emit('crm.assignment.lead.assigned.v1', leadId, { ...data, kind: 'rules', ruleSetVersion: 1 });
  }

  /** What customer tells of a customer beside its ownership. */
  setFacts(customerId: string, facts: CustomerFacts): void {
    this.facts.set(customerId, { ...this.facts.get(customerId), ...facts });
  }

  /** The customer is known by this reference in another system. */
  setExternalRef(customerId: string, externalRef: string): void {
    this.externalRefs.set(externalRef, customerId);
  }

  private guideOf({ id: customerId, stage, type }: customer.Customer): customer.StageGuide {
    const items = this.playbook.find((part) => part.stage === stage)?.items ?? [];
    const fitting = items.filter(({ customerTypes }) => customerTypes.length === 0 || customerTypes.includes(type));
    const done = this.ticks.get(customerId);
    return customer.StageGuide.fromPartial({
      customerId,
      stage,
      items: fitting.map((item) => ({ item, doneTime: done?.has(item.id) ? new Date() : undefined })),
    });
  }

  private seen(customerId: string, context: CallContext): customer.Customer | undefined {
    const ownership = this.ownerships.get(customerId);
    if (!ownership || !inScope(scopeOf(callerOf(context)), ownership)) return undefined;
    const [externalRef = ''] = [...this.externalRefs].find(([, id]) => id === customerId) ?? [];
    return customer.Customer.fromPartial({ id: customerId, ownership, externalRef, ...this.facts.get(customerId) });
  }

  private dataOf(leadId: string): EventCatalogue['crm.customer.ownership.applied.v1'] {
    const { ownerId, teamId, teamPath, poolId, cycle, revision, since } = this.ownerships.get(
      leadId,
    ) as common.Ownership;
    return { ownerId, teamId, teamPath, poolId, cycle, revision: Number(revision), since: since?.toISOString() ?? '' };
  }

  private known<T>(found: T | undefined): T {
    if (!found) throw new ServerError(Status.NOT_FOUND, 'not known');
    return found;
  }
}
