import { notification as proto } from '@fairlead/proto';
import type { Reply } from '@fairlead/service-kit';
import { UNSAVED_ETAG } from '../application/change-preferences';
import type { Delivery } from '../domain/delivery';
import { DEFAULT_PREFERENCES, type Preferences } from '../domain/preferences';
import type { DeliveryDoc } from '../repository/delivery-repository';
import type { PreferencesDoc } from '../repository/preferences-repository';

export const toDelivery = (doc: DeliveryDoc): proto.Delivery => ({
  name: `deliveries/${doc._id}`,
  id: doc._id,
  recipientId: doc.recipientId,
  kind: doc.kind,
  urgency: doc.urgency,
  subject: doc.subject,
  params: doc.params,
  channel: doc.channel,
  address: doc.address,
  locale: doc.locale,
  timeZone: doc.timeZone,
  state: doc.state,
  reason: doc.reason,
  attemptCount: doc.attemptCount,
  attempts: doc.attempts.map(({ time, error }) => ({ time, error })),
  nextAttemptTime: doc.nextAttemptTime,
  messageId: doc.messageId,
  sentTime: doc.sentTime,
  possiblyRepeated: doc.possiblyRepeated,
  digestId: doc.digestId,
  itemIds: doc.itemIds,
  createTime: doc.createTime,
  targetId: doc.targetId ?? '',
});

export const toPreferences = (doc: PreferencesDoc): proto.Preferences => ({
  ...message(doc._id, doc),
  etag: String(doc.revision),
  updateTime: doc.updateTime,
});

/** What is read while nothing was saved. */
export const unsavedPreferences = (repId: string): proto.Preferences => ({
  ...message(repId, DEFAULT_PREFERENCES),
  etag: UNSAVED_ETAG,
  updateTime: undefined,
});

const message = (repId: string, preferences: Preferences) => ({
  name: `preferences/${repId}`,
  repId,
  address: preferences.address,
  locale: preferences.locale,
  timeZone: preferences.timeZone,
  mailUrgencies: preferences.mailUrgencies,
  quietHours: preferences.quietHours && { from: preferences.quietHours.from, to: preferences.quietHours.to },
  digest: preferences.digest,
  phone: preferences.phone ?? '',
  smsUrgencies: preferences.smsUrgencies ?? [],
});

export const DELIVERY_REPLY: Reply<Delivery, proto.Delivery> = { codec: proto.Delivery, of: toDelivery };
export const PREFERENCES_REPLY: Reply<Preferences, proto.Preferences> = { codec: proto.Preferences, of: toPreferences };
