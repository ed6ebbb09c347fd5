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
import { Calendars } from './application/calendars';
import { LeadDecider } from './application/decide-lead';
import { visibleEvents } from './application/event-visibility';
import { followCustomer } from './application/follow-customer';
import { followOwnLog } from './application/follow-own-log';
import { followContacts } from './application/follow-pools';
import { InHand } from './application/in-hand';
import { HoldingSweep } from './application/sweep-holdings';
import { PoolSweep } from './application/sweep-pools';
import { ASSIGNMENT_ACCESS, AssignmentGrpc } from './grpc/assignment-service';
import { ORGANIZATION_ACCESS, OrganizationGrpc } from './grpc/organization-service';
import { POOL_ACCESS, PoolGrpc } from './grpc/pool-service';
import { createModels } from './repository/models';
import { createRepositories } from './repository/repositories';

export const assignmentConfig = baseConfig.extend({
  GRPC_PORT: port(50052),
  CUSTOMER_ADDRESS: z.string().default('127.0.0.1:50051'),
  /** Seconds between two comparisons of holdings with ownerships. */
  HOLDING_SWEEP_SECONDS: z.coerce.number().min(1).max(3600).default(60),
  /** Seconds between two looks at leads that go back to their pools. */
  POOL_SWEEP_SECONDS: z.coerce.number().min(0.1).max(3600).default(60),
  /** Without it the days of claims are those of UTC, and contacts are not asked for (tests). */
  FOLLOW_UP_ADDRESS: z.string().optional(),
  /** Without it drafts exempt nothing (tests). */
  ORDER_ADDRESS: z.string().optional(),
});
export type AssignmentConfig = z.infer<typeof assignmentConfig>;

export const startAssignmentService = (config: AssignmentConfig): Promise<RunningService> =>
  startService('assignment', config, ({ connection, hint, tokens, logger, ownEvents, leases }) => {
    const models = createModels(connection);
    const repositories = createRepositories(models, hint);
    const channel = openChannel(config.CUSTOMER_ADDRESS);
    const customers = createClient(customer.CustomerServiceDefinition, channel, tokens);
    const customerLog = createClient(eventProto.EventLogServiceDefinition, channel, tokens);
    const followUpChannel = config.FOLLOW_UP_ADDRESS ? openChannel(config.FOLLOW_UP_ADDRESS) : undefined;
    const orderChannel = config.ORDER_ADDRESS ? openChannel(config.ORDER_ADDRESS) : undefined;
    const calendars = new Calendars(
      followUpChannel && createClient(followup.CalendarServiceDefinition, followUpChannel, tokens),
    );
    const neighbours = {
      ...(followUpChannel && { followUps: createClient(followup.FollowUpServiceDefinition, followUpChannel, tokens) }),
      ...(orderChannel && { orders: createClient(order.OrderServiceDefinition, orderChannel, tokens) }),
    };
    const deps = { ...repositories, calendars, customers, inHand: new InHand(), logger };
    return {
      aggregates: Object.values(models),
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
        { definition: proto.PoolServiceDefinition, implementation: new PoolGrpc(deps), access: POOL_ACCESS },
      ],
      consumers: [
        {
          name: 'assignment.on-customer',
          source: remoteSource('customer', customerLog),
          handlers: followCustomer(deps, new LeadDecider(deps)),
        },
        { name: 'assignment.on-assignment', source: ownEvents, handlers: followOwnLog(deps) },
        ...(followUpChannel
          ? [
              {
                name: 'assignment.on-follow-up',
                source: remoteSource(
                  'follow-up',
                  createClient(eventProto.EventLogServiceDefinition, followUpChannel, tokens),
                ),
                handlers: followContacts(deps),
              },
            ]
          : []),
      ],
      eventVisibility: (events, scope) => visibleEvents(repositories.ownerships, events, scope),
      // There is no list of all ownerships here: the customer records carry their copies.
      snapshotMethod: 'crm.customer.v1.CustomerService/ListCustomers',
      prepare: () => repositories.ruleSets.preparePublication({ now: new Date(), actor: 'service:assignment' }),
      background: [
        new HoldingSweep(deps, logger, config.HOLDING_SWEEP_SECONDS * 1000),
        new PoolSweep(deps, neighbours, leases, logger, config.POOL_SWEEP_SECONDS * 1000),
        {
          start: () => undefined,
          stop: async () => {
            for (const each of [channel, followUpChannel, orderChannel]) each?.close();
          },
        },
      ],
    };
  });
