import { notification as proto } from '@fairlead/proto';
import type { Preferences } from './preferences';
import { type QuietEnd, quietEnd } from './quiet-hours';

export type SuppressReason = 'no_address' | 'urgency_off' | 'quiet_hours';

/** What happens with the mail for a notification. */
export type MailDecision =
  | { kind: 'send' }
  | { kind: 'digest'; end: QuietEnd }
  | { kind: 'suppress'; reason: SuppressReason };

/** Whether, and when, a mail goes out. Critical ones pass the quiet hours. */
export function decideMail(preferences: Preferences, urgency: proto.Urgency, now: Date): MailDecision {
  if (preferences.address === '') return { kind: 'suppress', reason: 'no_address' };
  if (!preferences.mailUrgencies.includes(urgency)) return { kind: 'suppress', reason: 'urgency_off' };
  const end = quietFor(preferences, urgency, now);
  if (!end) return { kind: 'send' };
  return preferences.digest ? { kind: 'digest', end } : { kind: 'suppress', reason: 'quiet_hours' };
}

/** The end of the quiet period that holds a mail of this urgency back now. */
export function quietFor(
  { quietHours, timeZone }: Pick<Preferences, 'quietHours' | 'timeZone'>,
  urgency: proto.Urgency,
  now: Date,
): QuietEnd | undefined {
  if (!quietHours || urgency === proto.Urgency.URGENCY_CRITICAL) return undefined;
  return quietEnd(quietHours, timeZone, now);
}
