import { createHash } from 'node:crypto';
import { notification as proto } from '@fairlead/proto';
import { RETRY_FOR_MS, type RetryPolicy, retryDelay } from './backoff';
import type { Channel } from './channel';
import { decideMail, type SuppressReason } from './mail-decision';
import type { Notification } from './notification';
import type { Locale, Preferences } from './preferences';
import type { QuietEnd } from './quiet-hours';
import type { DeadReason, SendFailure } from './send-failure';

const { DeliveryState } = proto;

export interface Attempt {
  time: Date;
  error: string;
}

/** One message on one way out of the house. Its id is its business key: it exists once for ever. */
export interface Delivery {
  recipientId: string;
  /** Kind of the notification, `digest`, or `test`. */
  kind: string;
  urgency: proto.Urgency;
  /** Lead or customer; empty for a digest. */
  subject: string;
  params: Record<string, string>;
  channel: Channel;
  /** Mail address or phone number; empty for webhooks and robots, whose address is their target's. */
  address: string;
  /** Webhook endpoint or robot; empty for mails and short messages. */
  targetId: string;
  locale: Locale;
  timeZone: string;
  state: proto.DeliveryState;
  reason: SuppressReason | DeadReason | '';
  /** The newest MAX_ATTEMPTS failed ones. */
  attempts: Attempt[];
  attemptCount: number;
  /** Failures since the last fresh start; the waits grow by it. */
  failures: number;
  /** Set while queued. While a process is sending, nobody else may before this time. */
  nextAttemptTime?: Date;
  /** Temporary failures are not retried after it. */
  giveUpTime: Date;
  messageId: string;
  /** Noted before the message is handed over, removed with the outcome: one that is left over tells of a crash. */
  sendingSince?: Date;
  sentTime?: Date;
  possiblyRepeated: boolean;
  /** The digest that it is or will be part of. */
  digestId: string;
  /** Of a digest: what it lists, at most MAX_ITEMS. */
  itemIds: string[];
}

export const MAX_ATTEMPTS = 20;
export const MAX_ITEMS = 200;
export const DIGEST = 'digest';

export const deliveryId = (notificationId: string): string => `mail:${notificationId}`;
export const digestId = (recipientId: string, date: string): string => `mail:digest:${recipientId}:${date}`;
/** A digest with more items than one mail lists, or with late ones, has further parts. */
export const digestPart = (id: string, part: number): string => (part === 1 ? id : `${id}:${part}`);

/** The same for a delivery for ever, so that a mail program shows a repetition once. */
export const messageIdOf = (id: string, host: string): string =>
  `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@${host}>`;

/** Host of `ann@example.org` or `Ann <ann@example.org>`; undefined when it is neither. */
export const hostOfMailbox = (mailbox: string): string | undefined =>
  /^(?:[^<>]*<[^\s@<>]+@([A-Za-z0-9.-]+)>|[^\s@<>]+@([A-Za-z0-9.-]+))$/.exec(mailbox)?.slice(1).find(Boolean);

/** The delivery for a notification, as the recipient's preferences have it now. */
export function newDelivery(
  id: string,
  notification: Pick<Notification, 'recipientId' | 'kind' | 'urgency' | 'subject' | 'params'>,
  preferences: Preferences,
  host: string,
  now: Date,
): Delivery {
  const { recipientId, kind, urgency, subject, params } = notification;
  const decision = decideMail(preferences, urgency, now);
  const base = { ...fresh(id, preferences, host, now), recipientId, kind, urgency, subject, params };
  if (decision.kind === 'suppress') {
    return { ...base, state: DeliveryState.DELIVERY_STATE_SUPPRESSED, reason: decision.reason };
  }
  if (decision.kind === 'digest') return { ...base, ...heldUntil(recipientId, decision.end) };
  return { ...base, nextAttemptTime: now };
}

/** The digest that lists these items. */
export function newDigest(
  id: string,
  recipientId: string,
  itemIds: string[],
  preferences: Preferences,
  host: string,
  now: Date,
): Delivery {
  return {
    ...fresh(id, preferences, host, now),
    recipientId,
    kind: DIGEST,
    urgency: proto.Urgency.URGENCY_NORMAL,
    subject: '',
    params: { count: String(itemIds.length) },
    itemIds,
    nextAttemptTime: now,
  };
}

const fresh = (id: string, { address, locale, timeZone }: Preferences, host: string, now: Date) => ({
  ...unsent(now),
  channel: 'mail' as const,
  address,
  targetId: '',
  locale,
  timeZone,
  messageId: messageIdOf(id, host),
});

/** What every delivery begins with. */
export const unsent = (now: Date) => ({
  state: DeliveryState.DELIVERY_STATE_QUEUED,
  reason: '' as const,
  attempts: [],
  attemptCount: 0,
  failures: 0,
  giveUpTime: new Date(now.getTime() + RETRY_FOR_MS),
  possiblyRepeated: false,
  digestId: '',
  itemIds: [],
});

/** Its turn comes later: nothing failed. It is given up no sooner for it. */
export const postponed = (delivery: Delivery, time: Date): Partial<Delivery> => ({
  nextAttemptTime: time,
  giveUpTime: new Date(Math.max(delivery.giveUpTime.getTime(), time.getTime() + RETRY_FOR_MS)),
});

/** Waits for the digest at the end of the quiet hours. */
export const heldUntil = (recipientId: string, { time, date }: QuietEnd): Partial<Delivery> => ({
  digestId: digestId(recipientId, date),
  nextAttemptTime: time,
  giveUpTime: new Date(time.getTime() + RETRY_FOR_MS),
});

export const isDue = ({ state, nextAttemptTime }: Delivery, now: Date): boolean =>
  state === DeliveryState.DELIVERY_STATE_QUEUED && nextAttemptTime !== undefined && nextAttemptTime <= now;

/** Takes it for sending until `until`; null when it is not due, as while another process sends it. */
export function claim(delivery: Delivery, now: Date, until: Date): Partial<Delivery> | null {
  if (!isDue(delivery, now)) return null;
  const possiblyRepeated = delivery.possiblyRepeated || delivery.sendingSince !== undefined;
  return { sendingSince: now, nextAttemptTime: until, possiblyRepeated, attemptCount: delivery.attemptCount + 1 };
}

/** The other side took it. */
export function sent(delivery: Delivery, now: Date): Partial<Delivery> | null {
  if (delivery.state !== DeliveryState.DELIVERY_STATE_QUEUED) return null;
  return {
    state: DeliveryState.DELIVERY_STATE_SENT,
    sentTime: now,
    nextAttemptTime: undefined,
    sendingSince: undefined,
  };
}

/** It was not taken: tried again later, or given up. */
export function failed(
  delivery: Delivery,
  failure: SendFailure,
  now: Date,
  policy: RetryPolicy,
  random: number,
): Partial<Delivery> {
  const failures = delivery.failures + 1;
  const noted = {
    attempts: [...delivery.attempts, { time: now, error: failure.words }].slice(-MAX_ATTEMPTS),
    failures,
    sendingSince: undefined,
    possiblyRepeated: delivery.possiblyRepeated || failure.outcomeUnknown,
  };
  const wait = Math.max(retryDelay(failures, policy, random), failure.retryAfterMs ?? 0);
  const next = new Date(now.getTime() + wait);
  const reason = failure.permanent ?? (next > delivery.giveUpTime ? 'gave_up' : undefined);
  if (!reason) return { ...noted, nextAttemptTime: next };
  return { ...noted, state: DeliveryState.DELIVERY_STATE_DEAD, reason, nextAttemptTime: undefined };
}

/** A dead one starts afresh; null for any other. */
export function revived(delivery: Delivery, address: string, now: Date): Partial<Delivery> | null {
  if (delivery.state !== DeliveryState.DELIVERY_STATE_DEAD) return null;
  return {
    state: DeliveryState.DELIVERY_STATE_QUEUED,
    reason: '',
    address: address || delivery.address,
    failures: 0,
    nextAttemptTime: now,
    giveUpTime: new Date(now.getTime() + RETRY_FOR_MS),
  };
}
