import { randomUUID } from 'node:crypto';
import { assignment, event as eventProto } from '@fairlead/proto';
import type { Principal, RunningService } from '@fairlead/service-kit';
import {
  callOptions,
  eventually,
  makeTestAuth,
  openTestClient,
  type TestAuth,
  testConfig,
} from '@fairlead/service-kit/dist/testing';
import { type AssignmentConfig, startAssignmentService } from '../service';
import { CustomerNeighbour } from './customer-neighbour';
import { WorkNeighbours } from './work-neighbours';

const openClients = (port: number) => ({
  organization: openTestClient(assignment.OrganizationServiceDefinition, port),
  assignment: openTestClient(assignment.AssignmentServiceDefinition, port),
  pools: openTestClient(assignment.PoolServiceDefinition, port),
  whatIfs: openTestClient(assignment.WhatIfServiceDefinition, port),
  handovers: openTestClient(assignment.HandoverServiceDefinition, port),
  events: openTestClient(eventProto.EventLogServiceDefinition, port),
});
type Clients = ReturnType<typeof openClients>;
type Options = ReturnType<typeof callOptions>;

/** This service in one or more processes' worth of instances on one database, beside a customer service in memory. */
export class Installation {
  private readonly services: RunningService[] = [];
  readonly clients: Clients[] = [];
  readonly as = {} as { admin: Options; service: Options };

  private constructor(
    readonly auth: TestAuth,
    readonly config: AssignmentConfig,
    readonly customer: CustomerNeighbour,
    readonly work: WorkNeighbours,
  ) {}

  static async start(replicas = 1, overrides: Partial<AssignmentConfig> = {}): Promise<Installation> {
    const auth = await makeTestAuth();
    const customer = await new CustomerNeighbour().start();
    const work = await new WorkNeighbours().start();
    const config = {
      ...testConfig(auth),
      CUSTOMER_ADDRESS: `127.0.0.1:${customer.port}`,
      FOLLOW_UP_ADDRESS: `127.0.0.1:${work.port}`,
      ORDER_ADDRESS: `127.0.0.1:${work.port}`,
      HOLDING_SWEEP_SECONDS: 60,
      POOL_SWEEP_SECONDS: 1,
      ...overrides,
    };
    const installation = new Installation(auth, config, customer, work);
    for (let index = 0; index < replicas; index += 1) await installation.addInstance();
    installation.as.admin = callOptions(await auth.userToken({ sub: 'admin-1', roles: ['admin'] }));
    installation.as.service = callOptions(await auth.serviceToken('workflows'));
    return installation;
  }

  async addInstance(): Promise<RunningService> {
    const service = await startAssignmentService(this.config);
    this.services.push(service);
    this.clients.push(openClients(service.port));
    return service;
  }

  /** Stops one instance, as a drain does. */
  async removeInstance(): Promise<void> {
    for (const client of Object.values(this.clients.pop() ?? {})) client.close();
    await this.services.pop()?.stop();
  }

  get client(): Clients {
    return this.clients[0] as Clients;
  }

  get service(): RunningService {
    return this.services[0] as RunningService;
  }

  /** Call options of a person. */
  async person(principal: Partial<Principal> & { sub: string }): Promise<Options> {
    return callOptions(await this.auth.userToken(principal));
  }

  rep = (id: string, team: string) => this.person({ sub: `user-${id}`, roles: ['rep'], rep: id, team });
  manager = (id: string, team: string) => this.person({ sub: `user-${id}`, roles: ['manager'], rep: id, team });

  async makeTeam(id: string, team: Partial<assignment.Team> = {}): Promise<assignment.Team> {
    return this.client.organization.createTeam(
      { team: { id, displayName: `Team ${id}`, ...team }, requestId: randomUUID() },
      this.as.admin,
    );
  }

  async makeRep(id: string, teamId: string, rep: Partial<assignment.Rep> = {}): Promise<assignment.Rep> {
    return this.client.organization.createRep(
      { rep: { id, displayName: `Rep ${id}`, teamId, ...rep }, requestId: randomUUID() },
      this.as.admin,
    );
  }

  /** Saves and publishes rules. */
  async publish(rules: Partial<assignment.Rule>[], fallbackTeamId: string): Promise<number> {
    const { version } = await this.client.assignment.createRuleSet(
      {
        ruleSet: { rules: rules.map((rule) => assignment.Rule.fromPartial(rule)), fallbackTeamId },
        requestId: randomUUID(),
      },
      this.as.admin,
    );
    await this.client.assignment.publishRuleSet({ version, requestId: randomUUID() }, this.as.admin);
    return version;
  }

  /** The ownership of a lead once it was decided about. */
  async decided(leadId: string): Promise<assignment.LeadOwnership> {
    return eventually(() => this.client.assignment.getOwnership({ leadId }, this.as.service).catch(() => undefined));
  }

  async stop(): Promise<void> {
    for (const clients of this.clients) for (const client of Object.values(clients)) client.close();
    await this.service.connection.dropDatabase().catch(() => undefined);
    await Promise.all(this.services.map((service) => service.stop()));
    await this.customer.stop();
    await this.work.stop();
  }
}
