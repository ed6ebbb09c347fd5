import { customer, event as eventProto, followup, order, assignment as proto } from '@fairlead/proto';
import {
  baseConfig,
  createClient,
  openChannel,
  port,
  type RunningService,
  remoteSource,
  startService,
} from '@fairlead/service-kit';
import { z } from 'zod';
import { Allocator } from './application/allocator';
import { beginLedger } from './application/begin-ledger';
import { Calendars } from './application/calendars';
import { DecisionKeeper } from './application/decision-keeper';
import { visibleEvents } from './application/event-visibility';
import { followCustomer } from './application/follow-customer';
import { followFollowUp } from './application/follow-follow-up';
import { followOwnLog } from './application/follow-own-log';
import { followContacts } from './application/follow-pools';
import { followUpWork, orderWork, registrationWork } from './application/handover-work';
import { InHand } from './application/in-hand';
import { FactRecorder } from './application/record-facts';
import { RuleBook } from './application/rule-book';
import { HoldingSweep } from './application/sweep-holdings';
import { PoolSweep } from './application/sweep-pools';
import { WhatIfRunner } from './application/what-if-runner';
import { ASSIGNMENT_ACCESS, AssignmentGrpc } from './grpc/assignment-service';
import { HANDOVER_ACCESS, HandoverGrpc } from './grpc/handover-service';
import { ORGANIZATION_ACCESS, OrganizationGrpc } from './grpc/organization-service';
import { POOL_ACCESS, PoolGrpc } from './grpc/pool-service';
import { WHAT_IF_ACCESS, WhatIfGrpc } from './grpc/what-if-service';
import { DecisionMarks } from './repository/decision-marks';
import { Ledger } from './repository/ledger';
import { createModels } from './repository/models';
import { createRepositories } from './repository/repositories';
import { WhatIfRepository } from './repository/what-if-repository';

export const assignmentConfig = baseConfig.extend({
  GRPC_PORT: port(50052),
  CUSTOMER_ADDRESS: z.string().default('127.0.0.1:50051'),
  FOLLOW_UP_ADDRESS: z.string().default('127.0.0.1:50053'),
  ORDER_ADDRESS: z.string().default('127.0.0.1:50054'),
  /** Seconds between two comparisons of holdings with ownerships. */
  HOLDING_SWEEP_SECONDS: z.coerce.number().min(1).max(3600).default(60),
  /** Seconds between two looks at leads that go back to their pools. */
  POOL_SWEEP_SECONDS: z.coerce.number().min(0.1).max(3600).default(60),
});
export type AssignmentConfig = z.infer<typeof assignmentConfig>;

export const startAssignmentService = (config: AssignmentConfig): Promise<RunningService> =>
  startService('assignment', config, ({ connection, hint, tokens, logger, ownEvents, leases }) => {
    const models = createModels(connection);
    const repositories = createRepositories(models, hint);
    const channel = openChannel(config.CUSTOMER_ADDRESS);
    const customers = createClient(customer.CustomerServiceDefinition, channel, tokens);
    const customerLog = createClient(eventProto.EventLogServiceDefinition, channel, tokens);
    const followUpChannel = openChannel(config.FOLLOW_UP_ADDRESS);
    const followUpLog = createClient(eventProto.EventLogServiceDefinition, followUpChannel, tokens);
    const calendarClient = createClient(followup.CalendarServiceDefinition, followUpChannel, tokens);
    const orderChannel = openChannel(config.ORDER_ADDRESS);
    const neighbours = {
      followUps: createClient(followup.FollowUpServiceDefinition, followUpChannel, tokens),
      orders: createClient(order.OrderServiceDefinition, orderChannel, tokens),
    };
    const ledger = new Ledger(connection);
    const marks = new DecisionMarks(connection);
    const rules = new RuleBook(repositories.ruleSets);
    const allocator = new Allocator(ledger, rules, logger);
    const facts = new FactRecorder({ ...repositories, calendars: calendarClient, logger }, allocator);
    const whatIfs = new WhatIfRepository(connection, models.whatIfs);
    const runner = new WhatIfRunner({ ledger, rules, whatIfs }, logger);
    const calendars = new Calendars(calendarClient);
    const inHand = new InHand();
    const deps = {
      ...repositories,
      ...{ customers, calendars, inHand, allocator, facts, ledger, marks, whatIfs, runner, logger },
    };
    const clocks = createClient(followup.HandoverWorkServiceDefinition, followUpChannel, tokens);
    const orderWorks = createClient(order.OrderWorkServiceDefinition, orderChannel, tokens);
    const registrations = createClient(customer.RegistrationWorkServiceDefinition, channel, tokens);
    const work = [followUpWork(clocks), orderWork(orderWorks), registrationWork(registrations)];
    const handoverDeps = { ...deps, clocks, registrations, work };
    return {
      aggregates: Object.values(models),
      otherModels: [ledger.model, ledger.snapshots, marks.model, whatIfs.chunks],
      services: [
        {
          definition: proto.OrganizationServiceDefinition,
          implementation: new OrganizationGrpc(deps),
          access: ORGANIZATION_ACCESS,
        },
        {
          definition: proto.AssignmentServiceDefinition,
          implementation: new AssignmentGrpc(deps),
          access: ASSIGNMENT_ACCESS,
        },
        { definition: proto.WhatIfServiceDefinition, implementation: new WhatIfGrpc(deps), access: WHAT_IF_ACCESS },
        { definition: proto.PoolServiceDefinition, implementation: new PoolGrpc(deps), access: POOL_ACCESS },
        {
          definition: proto.HandoverServiceDefinition,
          implementation: new HandoverGrpc(handoverDeps),
          access: HANDOVER_ACCESS,
        },
      ],
      consumers: [
        {
          name: 'assignment.on-customer',
          source: remoteSource('customer', customerLog),
          handlers: followCustomer(deps),
        },
        {
          name: 'assignment.on-follow-up',
          source: remoteSource('follow-up', followUpLog),
          handlers: { ...followFollowUp(facts), ...followContacts(deps) },
          // Calendars are fetched where a team names them, contacts asked for before anything is done.
          skipTrimmed: true,
        },
        { name: 'assignment.on-assignment', source: ownEvents, handlers: followOwnLog(deps) },
      ],
      eventVisibility: (events, scope) => visibleEvents(repositories, events, scope),
      // There is no list of all ownerships here: the customer records carry their copies.
      snapshotMethod: 'crm.customer.v1.CustomerService/ListCustomers',
      async prepare() {
        await repositories.ruleSets.preparePublication({ now: new Date(), actor: 'service:assignment' });
        await beginLedger(deps, facts, allocator);
      },
      background: [
        new DecisionKeeper(deps, logger),
        runner,
        new HoldingSweep(deps, logger, config.HOLDING_SWEEP_SECONDS * 1000),
        new PoolSweep(deps, neighbours, leases, logger, config.POOL_SWEEP_SECONDS * 1000),
        {
          start: () => undefined,
          stop: async () => {
            for (const each of [channel, followUpChannel, orderChannel]) each.close();
          },
        },
      ],
    };
  });
