import { createHash } from 'node:crypto';
import { notification as proto } from '@fairlead/proto';
import { type Delivery, DIGEST, heldUntil, postponed, unsent } from './delivery';
import { quietFor, type SuppressReason } from './mail-decision';
import type { Notification } from './notification';
import type { Preferences } from './preferences';
import type { QuietEnd } from './quiet-hours';
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
  const { phone, locale, timeZone } = preferences;
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
  const listed = isListed(preferences, content.urgency, digestMails);
  return listed ? { ...fresh, ...heldUntil(content.recipientId, end) } : suppressed('quiet_hours');
}

/** Whether the digest tells of a short message that quiet hours held back: where there is one, and not by its mail anyway. */
const isListed = (
  { mailUrgencies, address, digest }: Preferences,
  urgency: proto.Urgency,
  digestMails: boolean,
): boolean => digestMails && digest && address !== '' && !mailUrgencies.includes(urgency);

/**
 * What becomes of a delivery that is due in quiet hours, as when they began after it was decided. One that was tried before is
 * tried again at their end; else it is as if it had been decided in them.
 */
export function heldBack(
  delivery: Delivery,
  preferences: Preferences,
  end: QuietEnd,
  { digestMails }: { digestMails: boolean },
): Partial<Delivery> {
  const { channel, urgency, recipientId, attemptCount, kind } = delivery;
  if (channel === 'robot' || attemptCount > 0 || kind === DIGEST) return postponed(delivery, end.time);
  if (channel === 'mail') return preferences.digest ? heldUntil(recipientId, end) : postponed(delivery, end.time);
  if (isListed(preferences, urgency, digestMails)) return heldUntil(recipientId, end);
  return {
    state: DeliveryState.DELIVERY_STATE_SUPPRESSED,
    reason: 'quiet_hours',
    nextAttemptTime: undefined,
  };
}

/** What an admin sends to see whether a target works. */
export const testContent = (actor: string): Content => ({
  recipientId: actor,
  kind: TEST,
  urgency: Urgency.URGENCY_CRITICAL,
  subject: '',
  params: {},
});
