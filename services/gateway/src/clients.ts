import { assignment, customer, event, followup, insight, notification, order, workflow } from '@fairlead/proto';
import { createClient, isServing, openChannel, type ServiceTokens } from '@fairlead/service-kit';
import type { GatewayConfig } from './config';

/** Clients of all services, and their event logs by service name. */
export function createClients(config: GatewayConfig, tokens: ServiceTokens) {
  const channels = {
    customer: openChannel(config.CUSTOMER_ADDRESS),
    assignment: openChannel(config.ASSIGNMENT_ADDRESS),
    'follow-up': openChannel(config.FOLLOW_UP_ADDRESS),
    order: openChannel(config.ORDER_ADDRESS),
    notification: openChannel(config.NOTIFICATION_ADDRESS),
    insight: openChannel(config.INSIGHT_ADDRESS),
  };
  // The console works without it, but for the histories of processes: it does not count for readiness.
  const workflows = openChannel(config.WORKFLOWS_ADDRESS);
  const log = (name: keyof typeof channels) => createClient(event.EventLogServiceDefinition, channels[name], tokens);
  return {
    customers: createClient(customer.CustomerServiceDefinition, channels.customer, tokens),
    lookup: createClient(customer.LookupServiceDefinition, channels.customer, tokens),
    matches: createClient(customer.MatchServiceDefinition, channels.customer, tokens),
    imports: createClient(customer.ImportServiceDefinition, channels.customer, tokens),
    playbooks: createClient(customer.PlaybookServiceDefinition, channels.customer, tokens),
    registrations: createClient(customer.RegistrationServiceDefinition, channels.customer, tokens),
    organization: createClient(assignment.OrganizationServiceDefinition, channels.assignment, tokens),
    assignments: createClient(assignment.AssignmentServiceDefinition, channels.assignment, tokens),
    pools: createClient(assignment.PoolServiceDefinition, channels.assignment, tokens),
    whatIfs: createClient(assignment.WhatIfServiceDefinition, channels.assignment, tokens),
    handovers: createClient(assignment.HandoverServiceDefinition, channels.assignment, tokens),
    followUps: createClient(followup.FollowUpServiceDefinition, channels['follow-up'], tokens),
    tasks: createClient(followup.TaskServiceDefinition, channels['follow-up'], tokens),
    calendars: createClient(followup.CalendarServiceDefinition, channels['follow-up'], tokens),
    policies: createClient(followup.ClockPolicyServiceDefinition, channels['follow-up'], tokens),
    clockMoves: createClient(followup.ClockMoveServiceDefinition, channels['follow-up'], tokens),
    obligations: createClient(followup.ObligationServiceDefinition, channels['follow-up'], tokens),
    attachments: createClient(followup.AttachmentServiceDefinition, channels['follow-up'], tokens),
    cases: createClient(followup.CaseServiceDefinition, channels['follow-up'], tokens),
    orders: createClient(order.OrderServiceDefinition, channels.order, tokens),
    catalogue: createClient(order.CatalogueServiceDefinition, channels.order, tokens),
    notifications: createClient(notification.NotificationServiceDefinition, channels.notification, tokens),
    deliveries: createClient(notification.DeliveryServiceDefinition, channels.notification, tokens),
    channels: createClient(notification.ChannelServiceDefinition, channels.notification, tokens),
    templates: createClient(notification.TemplateServiceDefinition, channels.notification, tokens),
    timelines: createClient(insight.TimelineServiceDefinition, channels.insight, tokens),
    dashboards: createClient(insight.DashboardServiceDefinition, channels.insight, tokens),
    processes: createClient(workflow.ProcessServiceDefinition, workflows, tokens),
    logs: {
      customer: log('customer'),
      assignment: log('assignment'),
      'follow-up': log('follow-up'),
      order: log('order'),
      notification: log('notification'),
    },
    /** Whether each service answers, by name. */
    async serving(): Promise<Record<string, boolean>> {
      const answers = await Promise.all(Object.values(channels).map(isServing));
      return Object.fromEntries(Object.keys(channels).map((name, index) => [name, answers[index] ?? false]));
    },
    close: () => {
      for (const channel of [...Object.values(channels), workflows]) channel.close();
    },
  };
}

export type Clients = ReturnType<typeof createClients>;
