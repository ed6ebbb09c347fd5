import { customer, event as eventProto, insight as proto } from '@fairlead/proto';
import {
  baseConfig,
  createClient,
  openChannel,
  type RunningService,
  remoteSource,
  startService,
} from '@fairlead/service-kit';
import { z } from 'zod';
import { projectTimeline } from './application/project-timeline';
import { TIMELINE_ACCESS, TimelineGrpc } from './grpc/timeline-service';
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
    const customers = createClient(customer.CustomerServiceDefinition, customerChannel, tokens) as never;
    return {
      aggregates: [],
      otherModels: [model],
      services: [
        {
          definition: proto.TimelineServiceDefinition,
          implementation: new TimelineGrpc(timeline, consumers, customers),
          access: TIMELINE_ACCESS,
        },
      ],
      consumers: [
        projectTimeline(source('customer', customerChannel), timeline),
        projectTimeline(source('assignment', openChannel(config.ASSIGNMENT_ADDRESS)), timeline),
        projectTimeline(source('follow-up', openChannel(config.FOLLOW_UP_ADDRESS)), timeline),
        projectTimeline(source('order', openChannel(config.ORDER_ADDRESS)), timeline),
        projectTimeline(source('notification', openChannel(config.NOTIFICATION_ADDRESS)), timeline),
      ],
      // This service has no events of its own.
      eventVisibility: async () => new Set(),
      snapshotMethod: 'crm.insight.v1.TimelineService/ListTimeline',
    };
  });
