import type { event as proto } from '@fairlead/proto';
import type { Effect, EventSource, Handlers } from '@fairlead/service-kit';
import type { TimelineRepository } from '../repository/timeline-repository';

/** What happens with complaints and service requests; partners see none of it. */
export const CASE_TYPES = [
  'crm.followup.case.opened.v1',
  'crm.followup.case.assigned.v1',
  'crm.followup.case.undispatched.v1',
  'crm.followup.case.responded.v1',
  'crm.followup.case.waiting.v1',
  'crm.followup.case.continued.v1',
  'crm.followup.case.reprioritized.v1',
  'crm.followup.case.resolved.v1',
  'crm.followup.case.closed.v1',
  'crm.followup.case.reopened.v1',
  'crm.followup.case.merged.v1',
  'crm.followup.case.noted.v1',
  'crm.followup.case.rated.v1',
];

/** What happens with files; partners see none of those at cases. */
const ATTACHMENT_TYPES = [
  'crm.followup.attachment.added.v1',
  'crm.followup.attachment.removed.v1',
  'crm.followup.attachment.restored.v1',
];

/** Events that a customer's timeline shows, by the log they come from. The others are about no customer, or say twice. */
export const SHOWN: Record<string, string[]> = {
  customer: [
    'crm.customer.lead.created.v1',
    'crm.customer.customer.imported.v1',
    'crm.customer.customer.updated.v1',
    'crm.customer.stage.changed.v1',
    'crm.customer.lead.converted.v1',
    'crm.customer.lead.lost.v1',
    'crm.customer.lead.reopened.v1',
  ],
  assignment: [
    'crm.assignment.lead.assigned.v1',
    'crm.assignment.lead.pooled.v1',
    'crm.assignment.lead.claimed.v1',
    'crm.assignment.lead.handed_over.v1',
    'crm.assignment.lead.recycle_warned.v1',
  ],
  'follow-up': [
    'crm.followup.follow_up.logged.v1',
    'crm.followup.task.created.v1',
    'crm.followup.task.completed.v1',
    'crm.followup.task.reopened.v1',
    'crm.followup.obligation.opened.v1',
    'crm.followup.obligation.rescheduled.v1',
    'crm.followup.obligation.level_reached.v1',
    'crm.followup.obligation.closed.v1',
    ...ATTACHMENT_TYPES,
    ...CASE_TYPES,
  ],
  order: [
    'crm.order.order.created.v1',
    'crm.order.order.confirmed.v1',
    'crm.order.order.cancelled.v1',
    'crm.order.order.shipped.v1',
    'crm.order.order.received.v1',
  ],
  notification: ['crm.notification.created.v1'],
};

export const consumerName = (service: string) => `insight.on-${service}`;

/** A projection: it may start again at any position, since each entry's id is its event's position. */
export const projectTimeline = (source: EventSource, timeline: TimelineRepository) => ({
  name: consumerName(source.name),
  source,
  skipTrimmed: true,
  handlers: Object.fromEntries(
    (SHOWN[source.name] ?? []).map((type) => [
      type,
      async (event: proto.Event): Promise<Effect> =>
        (await timeline.add(source.name, event)) ? 'applied' : 'repeated',
    ]),
  ) as Handlers,
});
