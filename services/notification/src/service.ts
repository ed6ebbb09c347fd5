import { event as eventProto, notification as proto } from '@fairlead/proto';
import {
  baseConfig,
  createClient,
  openChannel,
  type RunningService,
  remoteSource,
  startService,
} from '@fairlead/service-kit';
import { z } from 'zod';
import { onAssignment, onFollowUp } from './application/consumers';
import { NOTIFICATION_ACCESS, NotificationGrpc } from './grpc/notification-service';
import { NotificationRepository, notificationModel } from './repository/notification-repository';

export const notificationConfig = baseConfig.extend({
  FOLLOW_UP_ADDRESS: z.string().min(1),
  ASSIGNMENT_ADDRESS: z.string().min(1),
});

export const startNotificationService = (config: z.infer<typeof notificationConfig>): Promise<RunningService> =>
  startService('notification', config, ({ connection, hint, tokens }) => {
    const model = notificationModel(connection);
    const notifications = new NotificationRepository(model, hint);
    const source = (name: string, address: string) =>
      remoteSource(name, createClient(eventProto.EventLogServiceDefinition, openChannel(address), tokens));
    return {
      aggregates: [model],
      services: [
        {
          definition: proto.NotificationServiceDefinition,
          implementation: new NotificationGrpc(notifications),
          access: NOTIFICATION_ACCESS,
        },
      ],
      consumers: [
        {
          name: 'notification.on-follow-up',
          source: source('follow-up', config.FOLLOW_UP_ADDRESS),
          handlers: onFollowUp(notifications),
        },
        {
          name: 'notification.on-assignment',
          source: source('assignment', config.ASSIGNMENT_ADDRESS),
          handlers: onAssignment(notifications),
        },
      ],
      // A person follows the own inbox only, whatever the role.
      eventVisibility: async (events, scope) => {
        const repId = scope.kind === 'own' ? scope.repId : undefined;
        const sub = scope.kind === 'team' ? scope.repId : repId;
        return new Set(events.filter((event) => sub && event.data.recipientId === sub).map((event) => event._id));
      },
      snapshotMethod: 'crm.notification.v1.NotificationService/ListNotifications',
    };
  });
