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
import { LeadDecider } from './application/decide-lead';
import { visibleEvents } from './application/event-visibility';
import { followCustomer } from './application/follow-customer';
import { followOwnLog } from './application/follow-own-log';
import { followUpWork, orderWork } from './application/handover-work';
import { InHand } from './application/in-hand';
import { HoldingSweep } from './application/sweep-holdings';
import { ASSIGNMENT_ACCESS, AssignmentGrpc } from './grpc/assignment-service';
import { HANDOVER_ACCESS, HandoverGrpc } from './grpc/handover-service';
import { ORGANIZATION_ACCESS, OrganizationGrpc } from './grpc/organization-service';
import { POOL_ACCESS, PoolGrpc } from './grpc/pool-service';
import { createModels } from './repository/models';
import { createRepositories } from './repository/repositories';

export const assignmentConfig = baseConfig.extend({
  GRPC_PORT: port(50052),
  CUSTOMER_ADDRESS: z.string().default('127.0.0.1:50051'),
  /** Asked by handovers only: what goes along, and clocks that stand still on the way. */
  FOLLOW_UP_ADDRESS: z.string().default('127.0.0.1:50053'),
  ORDER_ADDRESS: z.string().default('127.0.0.1:50054'),
  /** Seconds between two comparisons of holdings with ownerships. */
  HOLDING_SWEEP_SECONDS: z.coerce.number().min(1).max(3600).default(60),
});
export type AssignmentConfig = z.infer<typeof assignmentConfig>;

export const startAssignmentService = (config: AssignmentConfig): Promise<RunningService> =>
  startService('assignment', config, ({ connection, hint, tokens, logger, ownEvents }) => {
    const models = createModels(connection);
    const repositories = createRepositories(models, hint);
    const channel = openChannel(config.CUSTOMER_ADDRESS);
    const customers = createClient(customer.CustomerServiceDefinition, channel, tokens);
    const customerLog = createClient(eventProto.EventLogServiceDefinition, channel, tokens);
    const deps = { ...repositories, customers, inHand: new InHand(), logger };
    const followUpChannel = openChannel(config.FOLLOW_UP_ADDRESS);
    const orderChannel = openChannel(config.ORDER_ADDRESS);
    const clocks = createClient(followup.HandoverWorkServiceDefinition, followUpChannel, tokens);
    const orders = createClient(order.OrderWorkServiceDefinition, orderChannel, tokens);
    const handoverDeps = { ...deps, clocks, work: [followUpWork(clocks), orderWork(orders)] };
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
          handlers: followCustomer(deps, new LeadDecider(deps)),
        },
        { name: 'assignment.on-assignment', source: ownEvents, handlers: followOwnLog(deps) },
      ],
      eventVisibility: (events, scope) => visibleEvents(repositories, events, scope),
      // There is no list of all ownerships here: the customer records carry their copies.
      snapshotMethod: 'crm.customer.v1.CustomerService/ListCustomers',
      prepare: () => repositories.ruleSets.preparePublication({ now: new Date(), actor: 'service:assignment' }),
      background: [
        new HoldingSweep(deps, logger, config.HOLDING_SWEEP_SECONDS * 1000),
        {
          start: () => undefined,
          stop: async () => {
            for (const each of [channel, followUpChannel, orderChannel]) each.close();
          },
        },
      ],
    };
  });
