import { event as eventProto, notification as proto } from '@fairlead/proto';
import { createClient, openChannel, type RunningService, remoteSource, startService } from '@fairlead/service-kit';
import { onAssignment, onCustomer, onFollowUp } from './application/consumers';
import { composeChannels } from './channels';
import type { NotificationConfig } from './config';
import { CHANNEL_ACCESS, ChannelGrpc } from './grpc/channel-service';
import { DELIVERY_ACCESS, DeliveryGrpc } from './grpc/delivery-service';
import { NOTIFICATION_ACCESS, NotificationGrpc } from './grpc/notification-service';
import { TEMPLATE_ACCESS, TemplateGrpc } from './grpc/template-service';
import { DeliveryRepository, deliveryModel } from './repository/delivery-repository';
import { NotificationRepository, notificationModel } from './repository/notification-repository';
import { PreferencesRepository, preferencesModel } from './repository/preferences-repository';
import { TeamRobotRepository, teamRobotModel } from './repository/team-robot-repository';
import { TemplateRepository, templateModel } from './repository/template-repository';
import { WebhookEndpointRepository, webhookEndpointModel } from './repository/webhook-endpoint-repository';

export const startNotificationService = (config: NotificationConfig): Promise<RunningService> =>
  startService('notification', config, (context) => {
    const { connection, hint, tokens } = context;
    const models = {
      notification: notificationModel(connection),
      delivery: deliveryModel(connection),
      preferences: preferencesModel(connection),
      endpoint: webhookEndpointModel(connection),
      robot: teamRobotModel(connection),
      template: templateModel(connection),
    };
    const notifications = new NotificationRepository(models.notification, hint);
    const deliveries = new DeliveryRepository(models.delivery, hint);
    const preferences = new PreferencesRepository(models.preferences, hint);
    const endpoints = new WebhookEndpointRepository(models.endpoint, hint);
    const robots = new TeamRobotRepository(models.robot, hint);
    const templates = new TemplateRepository(models.template, hint);
    const repositories = { deliveries, preferences, endpoints, robots, templates };
    const { desk, sender, teams, channels, box } = composeChannels(config, context, repositories);
    const { wake } = sender;
    const outlets = { notifications, desk };
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
          implementation: new DeliveryGrpc({ deliveries, preferences, wake }),
          access: DELIVERY_ACCESS,
        },
        {
          definition: proto.ChannelServiceDefinition,
          implementation: new ChannelGrpc({
            deliveries,
            endpoints,
            robots,
            teams,
            box,
            channels,
            internalAllowed: config.WEBHOOK_ALLOW_INTERNAL,
            wake,
          }),
          access: CHANNEL_ACCESS,
        },
        {
          definition: proto.TemplateServiceDefinition,
          implementation: new TemplateGrpc(templates, {
            consoleUrl: config.CONSOLE_URL,
            maxSmsText: config.SMS_MAX_TEXT,
            signName: config.SMS_SIGN_NAME ?? '',
          }),
          access: TEMPLATE_ACCESS,
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
      background: [sender],
      // A person follows the own inbox only, whatever the role.
      eventVisibility: async (events, scope) => {
        const repId = scope.kind === 'own' ? scope.repId : undefined;
        const sub = scope.kind === 'team' ? scope.repId : repId;
        return new Set(events.filter((event) => sub && event.data.recipientId === sub).map((event) => event._id));
      },
      snapshotMethod: 'crm.notification.v1.NotificationService/ListNotifications',
    };
  });
