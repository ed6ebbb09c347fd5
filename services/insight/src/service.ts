import { assignment, customer, event as eventProto, order, insight as proto } from '@fairlead/proto';
import {
  baseConfig,
  Copies,
  createClient,
  openChannel,
  type RunningService,
  remoteSource,
  startService,
} from '@fairlead/service-kit';
import { z } from 'zod';
import { PROJECTORS, projectFacts } from './application/project-facts';
import { projectTimeline } from './application/project-timeline';
import { TeamPaths } from './application/team-paths';
import { DASHBOARD_ACCESS, DashboardGrpc } from './grpc/dashboard-service';
import { TIMELINE_ACCESS, TimelineGrpc } from './grpc/timeline-service';
import { factModels } from './repository/fact-models';
import { FigureRepository } from './repository/figure-repository';
import { TimelineRepository, timelineModel } from './repository/timeline-repository';

export const insightConfig = baseConfig.extend({
  CUSTOMER_ADDRESS: z.string().min(1),
  ASSIGNMENT_ADDRESS: z.string().min(1),
  FOLLOW_UP_ADDRESS: z.string().min(1),
  ORDER_ADDRESS: z.string().min(1),
  NOTIFICATION_ADDRESS: z.string().min(1),
});

export const startInsightService = (config: z.infer<typeof insightConfig>): Promise<RunningService> =>
  startService('insight', config, ({ connection, tokens, consumers }) => {
    const model = timelineModel(connection);
    const timeline = new TimelineRepository(model);
    const customerChannel = openChannel(config.CUSTOMER_ADDRESS);
    const source = (name: string, channel: typeof customerChannel) =>
      remoteSource(name, createClient(eventProto.EventLogServiceDefinition, channel, tokens));
    const channels = {
      customer: customerChannel,
      assignment: openChannel(config.ASSIGNMENT_ADDRESS),
      'follow-up': openChannel(config.FOLLOW_UP_ADDRESS),
      order: openChannel(config.ORDER_ADDRESS),
      notification: openChannel(config.NOTIFICATION_ADDRESS),
    };
    const models = factModels(connection);
    const facts = {
      obligations: new Copies(models.obligations),
      customers: new Copies(models.customers),
      poolMoves: new Copies(models.poolMoves),
    };
    const teams = new TeamPaths(createClient(assignment.OrganizationServiceDefinition, channels.assignment, tokens));
    const orders = createClient(order.OrderServiceDefinition, channels.order, tokens);
    const customers = createClient(customer.CustomerServiceDefinition, customerChannel, tokens) as never;
    return {
      aggregates: [],
      otherModels: [model, ...Object.values(models)],
      services: [
        {
          definition: proto.TimelineServiceDefinition,
          implementation: new TimelineGrpc(timeline, consumers, customers),
          access: TIMELINE_ACCESS,
        },
        {
          definition: proto.DashboardServiceDefinition,
          implementation: new DashboardGrpc(new FigureRepository(models), consumers, orders),
          access: DASHBOARD_ACCESS,
        },
      ],
      consumers: [
        ...Object.entries(channels).map(([name, channel]) => projectTimeline(source(name, channel), timeline)),
        ...Object.keys(PROJECTORS).map((name) =>
          projectFacts(source(name, channels[name as keyof typeof channels]), facts, teams),
        ),
      ],
      // This service has no events of its own.
      eventVisibility: async () => new Set(),
      snapshotMethod: 'crm.insight.v1.TimelineService/ListTimeline',
    };
  });
