import { type EventCatalogue, type LevelRecipient, notification as proto } from '@fairlead/proto';
import type { Draft, Notification } from './notification';

const { Urgency } = proto;
type LevelReached = EventCatalogue['crm.followup.obligation.level_reached.v1'];

/** Who is told what when a level of a clock is reached: one message per recipient. */
export function levelMessages(subject: string, data: LevelReached): Draft[] {
  return data.recipients.map(({ repId, role }) => ({
    id: `${data.obligationId}:${data.level}:${repId}`,
    recipientId: repId,
    ...wording(data.kind, data.level, role),
    subject,
    params: { level: data.level, dueTime: data.dueTime, ownerId: data.ownerId, teamId: data.teamId },
  }));
}

/** `{kind of clock}_reminder` to the owner, `_breach` to the owner, `_escalation` to whoever is above. */
function wording(clock: string, level: string, role: LevelRecipient['role']): Pick<Notification, 'kind' | 'urgency'> {
  if (level === 'recycle') return { kind: 'lead_recycled', urgency: Urgency.URGENCY_HIGH };
  if (level.startsWith('reminder-')) {
    const urgency = level === 'reminder-1' ? Urgency.URGENCY_NORMAL : Urgency.URGENCY_HIGH;
    return { kind: `${clock}_reminder`, urgency };
  }
  return role === 'owner'
    ? { kind: `${clock}_breach`, urgency: Urgency.URGENCY_HIGH }
    : { kind: `${clock}_escalation`, urgency: Urgency.URGENCY_CRITICAL };
}
