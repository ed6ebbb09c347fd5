import { crashPoint, type Effect, type Handlers } from '@fairlead/service-kit';
import { type Draft, levelMessages, takingMessage } from '../domain/notification';
import type { NotificationRepository } from '../repository/notification-repository';

const ACTOR = 'service:notification';

/** Writes messages that are not there yet: in-app, each exactly once per key. */
async function deliver(drafts: Draft[], now: Date, notifications: NotificationRepository): Promise<Effect> {
  let effect: Effect = 'repeated';
  for (const { id, ...notification } of drafts) {
    const { recipientId, kind, urgency, subject } = notification;
    const data = { notificationId: id, recipientId, kind, urgency };
    const event = { type: 'crm.notification.created.v1', subject, data } as const;
    const outcome = await notifications.store.create(id, notification, [event], { now, actor: ACTOR });
    crashPoint('after-send');
    if (!outcome.replayed) effect = 'applied';
  }
  return drafts.length === 0 ? 'ignored' : effect;
}

/** Levels of clocks. */
export const onFollowUp = (notifications: NotificationRepository): Handlers => ({
  'crm.followup.obligation.level_reached.v1': (event) =>
    deliver(levelMessages(event.subject, event.data), new Date(), notifications),
});

/** Assignments and claims. */
export const onAssignment = (notifications: NotificationRepository): Handlers => ({
  'crm.assignment.lead.assigned.v1': (event) =>
    deliver([takingMessage('assigned', event.subject, event.data)], new Date(), notifications),
  'crm.assignment.lead.claimed.v1': (event) =>
    deliver([takingMessage('claimed', event.subject, event.data)], new Date(), notifications),
});
