import { createHash } from 'node:crypto';
import { notification as proto } from '@fairlead/proto';
import { type Delivery, heldUntil, unsent } from './delivery';
import { quietFor, type SuppressReason } from './mail-decision';
import type { Notification } from './notification';
import type { Preferences } from './preferences';
import type { TeamRobot } from './team-robot';
import { TEST } from './webhook-endpoint';

type Content = Pick<Notification, 'recipientId' | 'kind' | 'urgency' | 'subject' | 'params'>;

const { DeliveryState, Urgency } = proto;

export const smsId = (notificationId: string): string => `sms:${notificationId}`;
export const webhookId = (endpointId: string, notificationId: string): string =>
  `webhook:${endpointId}:${notificationId}`;
export const robotId = (robotId: string, notificationId: string): string => `robot:${robotId}:${notificationId}`;

/** The same for a delivery for ever: `webhook-id`, OutId of a short message. */
export const stableId = (id: string): string => `msg_${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;

const contentOf = ({ recipientId, kind, urgency, subject, params }: Content): Content => ({
  recipientId,
  kind,
  urgency,
  subject,
  params,
});

/** Another system is told at once, at any hour. */
export const newWebhook = (id: string, endpointId: string, content: Content, now: Date): Delivery => ({
  ...unsent(now),
  ...contentOf(content),
  channel: 'webhook',
  address: '',
  targetId: endpointId,
  locale: 'en',
  timeZone: 'UTC',
  messageId: stableId(id),
  nextAttemptTime: now,
});

/** A team's robot keeps the quiet hours of the person whom the message is for. */
export function newRobot(
  id: string,
  robot: Pick<TeamRobot, 'locale' | 'timeZone'> & { _id: string },
  content: Content,
  preferences: Preferences,
  now: Date,
): Delivery {
  const fresh: Delivery = {
    ...unsent(now),
    ...contentOf(content),
    channel: 'robot',
    address: '',
    targetId: robot._id,
    locale: robot.locale,
    timeZone: robot.timeZone,
    messageId: stableId(id),
    nextAttemptTime: now,
  };
  const end = quietFor(preferences, content.urgency, now);
  return end ? { ...fresh, ...heldUntil('', end), digestId: '' } : fresh;
}

/** Whether a rep wants short messages of this urgency at all; otherwise there is no delivery. */
export const wantsSms = ({ smsUrgencies }: Preferences, urgency: proto.Urgency): boolean =>
  smsUrgencies.includes(urgency);

/**
 * A short message. In quiet hours only critical ones go out; of the others the digest mail tells at the end of them, where
 * there is one and the mail is not part of it anyway, else the inbox alone.
 */
export function newSms(
  id: string,
  content: Content,
  preferences: Preferences,
  { digestMails }: { digestMails: boolean },
  now: Date,
): Delivery {
  const { phone, locale, timeZone, mailUrgencies, address, digest } = preferences;
  const fresh: Delivery = {
    ...unsent(now),
    ...contentOf(content),
    channel: 'sms',
    address: phone,
    targetId: '',
    locale,
    timeZone,
    messageId: stableId(id),
    nextAttemptTime: now,
  };
  const suppressed = (reason: SuppressReason): Delivery => {
    const { nextAttemptTime: _, ...rest } = fresh;
    return { ...rest, state: DeliveryState.DELIVERY_STATE_SUPPRESSED, reason };
  };
  if (phone === '') return suppressed('no_address');
  const end = quietFor(preferences, content.urgency, now);
  if (!end) return fresh;
  const ownMail = mailUrgencies.includes(content.urgency);
  const listed = digestMails && digest && address !== '' && !ownMail;
  return listed ? { ...fresh, ...heldUntil(content.recipientId, end) } : suppressed('quiet_hours');
}

/** What an admin sends to see whether a target works. */
export const testContent = (actor: string): Content => ({
  recipientId: actor,
  kind: TEST,
  urgency: Urgency.URGENCY_CRITICAL,
  subject: '',
  params: {},
});
