import { crashPoint, type Effect, type Handlers } from '@fairlead/service-kit';
import {
  caseAssignedMessages,
  caseRatedMessages,
  caseReopenedMessages,
  caseSurveyMessages,
  caseUndispatchedMessages,
} from '../domain/case-messages';
import { levelMessages } from '../domain/level-messages';
import { type Draft, handoverMessages, recycleWarning, takenBack, takingMessage } from '../domain/notification';
import { contestEndMessages, contestedMessage, decideMessages, endMessage } from '../domain/registration-messages';
import type { NotificationRepository } from '../repository/notification-repository';
import { SELF } from '../self';
import type { DeliveryDesk } from './delivery-desk';

/** Where messages go: into the inbox, and out of the house on the channels that are configured. */
export interface Outlets {
  notifications: NotificationRepository;
  desk: DeliveryDesk;
}

/** Writes messages that are not there yet: in-app, each exactly once per key, and the decisions about its deliveries. */
async function deliver(drafts: Draft[], now: Date, { notifications, desk }: Outlets): Promise<Effect> {
  let effect: Effect = 'repeated';
  for (const draft of drafts) {
    const { id, ...notification } = draft;
    const { recipientId, kind, urgency, subject } = notification;
    const data = { notificationId: id, recipientId, kind, urgency };
    const event = { type: 'crm.notification.created.v1', subject, data } as const;
    const outcome = await notifications.store.create(id, notification, [event], { now, actor: SELF });
    crashPoint('after-send');
    await desk.offer(draft, now);
    if (!outcome.replayed) effect = 'applied';
  }
  return drafts.length === 0 ? 'ignored' : effect;
}

/** Levels of clocks, and complaints and service requests. */
export const onFollowUp = (outlets: Outlets): Handlers => ({
  'crm.followup.obligation.level_reached.v1': (event) =>
    deliver(levelMessages(event.subject, event.data), new Date(), outlets),
  'crm.followup.case.assigned.v1': ({ subject, aggregateRevision, data }) =>
    deliver(caseAssignedMessages(subject, Number(aggregateRevision), data), new Date(), outlets),
  'crm.followup.case.undispatched.v1': ({ subject, aggregateRevision, data }) =>
    deliver(caseUndispatchedMessages(subject, Number(aggregateRevision), data), new Date(), outlets),
  'crm.followup.case.reopened.v1': ({ subject, data }) =>
    deliver(caseReopenedMessages(subject, data), new Date(), outlets),
  'crm.followup.case.resolved.v1': ({ subject, data }) =>
    deliver(caseSurveyMessages('ask', subject, data), new Date(), outlets),
  'crm.followup.case.survey_reminded.v1': ({ subject, data }) =>
    deliver(caseSurveyMessages('remind', subject, data), new Date(), outlets),
  'crm.followup.case.rated.v1': ({ subject, data }) => deliver(caseRatedMessages(subject, data), new Date(), outlets),
});

/** Assignments, claims, leads that go back to their pools, and handovers. */
export const onAssignment = (outlets: Outlets): Handlers => ({
  'crm.assignment.lead.assigned.v1': (event) =>
    deliver([takingMessage('assigned', event.subject, event.data)], new Date(), outlets),
  'crm.assignment.lead.claimed.v1': (event) =>
    deliver([takingMessage('claimed', event.subject, event.data)], new Date(), outlets),
  'crm.assignment.lead.recycle_warned.v1': (event) =>
    deliver([recycleWarning(event.subject, event.data)], new Date(), outlets),
  'crm.assignment.lead.pooled.v1': (event) =>
    deliver(takenBack(event.subject, event.time ?? new Date(), event.data), new Date(), outlets),
  'crm.assignment.handover.changed.v1': ({ subject, aggregateRevision, data }) =>
    deliver(handoverMessages(subject, Number(aggregateRevision), data), new Date(), outlets),
});

/** Ends and contests of registrations. */
export const onCustomer = (outlets: Outlets): Handlers => ({
  'crm.customer.registration.expiring.v1': ({ data }) => deliver([endMessage('expiring', data)], new Date(), outlets),
  'crm.customer.registration.expired.v1': ({ data }) => deliver([endMessage('expired', data)], new Date(), outlets),
  'crm.customer.registration_contest.filed.v1': ({ data }) =>
    deliver([contestedMessage(data), ...decideMessages('filed', data)], new Date(), outlets),
  'crm.customer.registration_contest.escalated.v1': ({ data }) =>
    deliver(decideMessages('escalated', data), new Date(), outlets),
  'crm.customer.registration_contest.ended.v1': ({ data }) => deliver(contestEndMessages(data), new Date(), outlets),
});
