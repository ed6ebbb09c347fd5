import { type EventCatalogue, notification as proto } from '@fairlead/proto';

/** One in-app message. Its id is its business key: it exists once for ever. */
export interface Notification {
  recipientId: string;
  kind: string;
  urgency: proto.Urgency;
  /** Lead or customer; the handover for messages about one. */
  subject: string;
  /** Ids and times only; the console puts the words in the reader's language. */
  params: Record<string, string>;
  readTime?: Date;
}

export interface Draft extends Notification {
  id: string;
}

const { Urgency } = proto;
type Assigned = EventCatalogue['crm.assignment.lead.assigned.v1'];

/** The owner of a lead is told before it goes back to its pool, once per time of recycling. */
export const recycleWarning = (
  subject: string,
  { ownerId, teamId, cycle, recycleTime }: EventCatalogue['crm.assignment.lead.recycle_warned.v1'],
): Draft => ({
  id: `recycle-warning:${subject}:${cycle}:${recycleTime}`,
  recipientId: ownerId,
  kind: 'lead_recycle_warning',
  urgency: Urgency.URGENCY_HIGH,
  subject,
  params: { teamId, dueTime: recycleTime },
});

const TAKEN_BACK = ['not_contacted', 'protection_ended'];

/** The former owner of a lead is told when it went back for want of contact, once per cycle; else nobody is. */
export function takenBack(
  subject: string,
  time: Date,
  { previousOwnerId, teamId, cycle, reason }: EventCatalogue['crm.assignment.lead.pooled.v1'],
): Draft[] {
  if (previousOwnerId === '' || !TAKEN_BACK.includes(reason)) return [];
  return [
    {
      id: `taken-back:${subject}:${cycle}`,
      recipientId: previousOwnerId,
      kind: 'lead_taken_back',
      urgency: Urgency.URGENCY_NORMAL,
      subject,
      params: { teamId, reason, since: time.toISOString() },
    },
  ];
}

/** Who is told what of a handover: one message per recipient and change. */
export const handoverMessages = (
  handoverId: string,
  revision: number,
  { fromRepId, recipients }: EventCatalogue['crm.assignment.handover.changed.v1'],
): Draft[] =>
  recipients.map(({ repId, role, leads, customers }) => ({
    id: `handover:${handoverId}:${revision}:${role}:${repId}`,
    recipientId: repId,
    kind: `handover_${role}`,
    urgency: URGENT_ROLES.includes(role) ? Urgency.URGENCY_HIGH : Urgency.URGENCY_NORMAL,
    subject: handoverId,
    params: { handoverId, fromRepId, leads: String(leads), customers: String(customers) },
  }));

const URGENT_ROLES: string[] = ['approver', 'reminder', 'escalation'];

/** The new owner of a lead is told, once per cycle. */
export const takingMessage = (
  how: 'assigned' | 'claimed',
  subject: string,
  { ownerId, teamId, cycle, since }: Pick<Assigned, 'ownerId' | 'teamId' | 'cycle' | 'since'>,
): Draft => ({
  id: `${how}:${subject}:${cycle}`,
  recipientId: ownerId,
  kind: `lead_${how}`,
  urgency: Urgency.URGENCY_NORMAL,
  subject,
  params: { teamId, since },
});
