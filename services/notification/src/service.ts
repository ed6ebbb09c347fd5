import { event as eventProto, notification as proto } from '@fairlead/proto';
import { createClient, openChannel, type RunningService, remoteSource, startService } from '@fairlead/service-kit';
import { onAssignment, onCustomer, onFollowUp } from './application/consumers';
import type { NotificationConfig } from './config';
import { DELIVERY_ACCESS, DeliveryGrpc } from './grpc/delivery-service';
import { NOTIFICATION_ACCESS, NotificationGrpc } from './grpc/notification-service';
import { composeMail } from './mail';
import { DeliveryRepository, deliveryModel } from './repository/delivery-repository';
import { NotificationRepository, notificationModel } from './repository/notification-repository';
import { PreferencesRepository, preferencesModel } from './repository/preferences-repository';

export const startNotificationService = (config: NotificationConfig): Promise<RunningService> =>
  startService('notification', config, (context) => {
    const { connection, hint, tokens } = context;
    const models = {
      notification: notificationModel(connection),
      delivery: deliveryModel(connection),
      preferences: preferencesModel(connection),
    };
    const notifications = new NotificationRepository(models.notification, hint);
    const deliveries = new DeliveryRepository(models.delivery, hint);
    const preferences = new PreferencesRepository(models.preferences, hint);
    const mail = composeMail(config, context, { deliveries, preferences });
    const outlets = { notifications, mail: mail?.desk };
    const source = (name: string, address: string) =>
      remoteSource(name, createClient(eventProto.EventLogServiceDefinition, openChannel(address), tokens));
    return {
      aggregates: Object.values(models),
      services: [
        {
          definition: proto.NotificationServiceDefinition,
          implementation: new NotificationGrpc(notifications),
          access: NOTIFICATION_ACCESS,
        },
        {
          definition: proto.DeliveryServiceDefinition,
          implementation: new DeliveryGrpc({ deliveries, preferences, wake: () => mail?.sender.wake() }),
          access: DELIVERY_ACCESS,
        },
      ],
      consumers: [
        {
          name: 'notification.on-follow-up',
          source: source('follow-up', config.FOLLOW_UP_ADDRESS),
          handlers: onFollowUp(outlets),
        },
        {
          name: 'notification.on-assignment',
          source: source('assignment', config.ASSIGNMENT_ADDRESS),
          handlers: onAssignment(outlets),
        },
        ...(config.CUSTOMER_ADDRESS
          ? [
              {
                name: 'notification.on-customer',
                source: source('customer', config.CUSTOMER_ADDRESS),
                handlers: onCustomer(outlets),
                // A log that was trimmed before this consumer existed holds nothing that anybody waits for.
                skipTrimmed: true,
              },
            ]
          : []),
      ],
      background: mail ? [mail.sender] : [],
      // A person follows the own inbox only, whatever the role.
      eventVisibility: async (events, scope) => {
        const repId = scope.kind === 'own' ? scope.repId : undefined;
        const sub = scope.kind === 'team' ? scope.repId : repId;
        return new Set(events.filter((event) => sub && event.data.recipientId === sub).map((event) => event._id));
      },
      snapshotMethod: 'crm.notification.v1.NotificationService/ListNotifications',
    };
  });
