/**
 * The catalogue of events: type → fields of `data`. Ids, levels and names of changed fields only, no personal data.
 * A change of meaning is a new version of the type (`.v2`); see docs/api/events.md.
 */
export interface EventCatalogue {
  /** A lead came into being. Attributes that assignment rules may see ride along (no personal data). */
  'crm.customer.lead.created.v1': {
    type: string;
    country: string;
    region: string;
    city: string;
    industry: string;
    source: string;
    productLine: string;
    valueLevel: string;
    language: string;
    /** Another customer with an equal match key; empty when there is none. */
    knownCustomerId: string;
  };
  /** A customer that was dealt with before came in by an import. */
  'crm.customer.customer.imported.v1': { importId: string };
  /** Fields of the record changed. */
  'crm.customer.customer.updated.v1': { fields: string[] };
  /** The sales stage changed; `overridden`: ids of what was missing by the playbook when a manager moved it all the same; not in older events. */
  'crm.customer.stage.changed.v1': { from: string; to: string; overridden?: string[] };
  /** An item of the playbook was ticked off, or that was taken back. */
  'crm.customer.checklist.changed.v1': { item: string; done: boolean };
  /** What the playbook says of a stage was changed. Items of which customers that stand in the stage get tasks too; mostly none. */
  'crm.customer.playbook.updated.v1': { stage: string; taskItems: string[] };
  /** A deal was made. */
  'crm.customer.lead.converted.v1': Record<string, never>;
  /** The lead was lost. */
  'crm.customer.lead.lost.v1': Record<string, never>;
  /** A lost lead was given out again: it is worked on once more. */
  'crm.customer.lead.reopened.v1': Record<string, never>;
  /** What an equal match key means was changed. */
  'crm.customer.match_policy.updated.v1': { fields: string[] };
  /** A prospect was registered. */
  'crm.customer.registration.registered.v1': RegistrationData;
  /** Its protection was extended. */
  'crm.customer.registration.extended.v1': RegistrationData;
  /** Its end comes near: the registrant is reminded. */
  'crm.customer.registration.expiring.v1': RegistrationData;
  /** Its time ran out: the prospect is free. */
  'crm.customer.registration.expired.v1': RegistrationData;
  /** It was given up: the prospect is free. */
  'crm.customer.registration.withdrawn.v1': RegistrationData;
  /** The prospect became this customer. */
  'crm.customer.registration.converted.v1': RegistrationData & { customerId: string };
  /** It went to a contestant; the registrant is the new one. */
  'crm.customer.registration.transferred.v1': RegistrationData & { previousRegistrantId: string };
  /** Somebody contests a registration; `deciderId` is the manager who is to decide, empty: an admin. */
  'crm.customer.registration_contest.filed.v1': ContestData & { deciderId: string };
  /** Nobody decided in time: it goes to the next manager above. */
  'crm.customer.registration_contest.escalated.v1': ContestData & { deciderId: string };
  /** A contest is over: upheld, transferred, withdrawn, lapsed or superseded. */
  'crm.customer.registration_contest.ended.v1': ContestData & { outcome: string };
  /** What holds for registrations was changed. */
  'crm.customer.registration_policy.updated.v1': { fields: string[] };
  /** The copy of the ownership was replaced. */
  'crm.customer.ownership.applied.v1': OwnershipData;

  /** A decision by rules or by hand gave the lead to a rep: a new cycle. */
  'crm.assignment.lead.assigned.v1': OwnershipData & { kind: string; ruleSetVersion: number; previousOwnerId: string };
  /** No rep could take it, or it was recycled or returned: it lies in the public pool. */
  'crm.assignment.lead.pooled.v1': OwnershipData & { reason: string; previousOwnerId: string };
  /** A rep claimed it: a new cycle. */
  'crm.assignment.lead.claimed.v1': OwnershipData & { previousOwnerId: string };
  /** Without contact it goes back to its pool at `recycleTime`; the owner is to be told. Once per time of recycling. */
  'crm.assignment.lead.recycle_warned.v1': { ownerId: string; teamId: string; cycle: number; recycleTime: string };
  /** A pool was created, changed or closed. */
  'crm.assignment.pool.updated.v1': { poolId: string; teamId: string; fields: string[] };
  /**
   * A handover gave it to another rep, or took it back. The cycle goes on, and so do its clocks, with their remaining time.
   */
  'crm.assignment.lead.handed_over.v1': OwnershipData & { handoverId: string; previousOwnerId: string };
  /** A handover came into being or into another state, or somebody is to be told of it: each recipient as what. */
  'crm.assignment.handover.changed.v1': HandoverData & { recipients: HandoverRecipient[] };
  /** Leaves of a rep changed; the event carries all current and future ones. */
  'crm.assignment.rep.leaves_changed.v1': { repId: string; leaves: { from: string; to: string }[] };
  /** A rep was created or changed. */
  'crm.assignment.rep.updated.v1': { repId: string; teamId: string; fields: string[] };
  /** A team was created or changed. */
  'crm.assignment.team.updated.v1': { teamId: string; managerId: string; calendarId: string; fields: string[] };
  /** A rule set came into force. */
  'crm.assignment.rule_set.published.v1': { version: number };

  /** Taken over with an import of customers; no clock starts. */
  'crm.assignment.customer.imported.v1': OwnershipData;

  /** A follow-up was recorded. `contact` is true when the customer was reached. */
  'crm.followup.follow_up.logged.v1': {
    followUpId: string;
    cycle: number;
    method: string;
    outcome: string;
    contact: boolean;
    occurTime: string;
  };
  /** A calendar was created or changed. */
  'crm.followup.calendar.updated.v1': { calendarId: string; version: number };
  'crm.followup.task.created.v1': { taskId: string; ownerId: string; dueTime: string };
  /** `playbookItem`: item of the playbook that it comes from. */
  'crm.followup.task.completed.v1': { taskId: string; ownerId: string; playbookItem?: string };
  'crm.followup.task.reopened.v1': { taskId: string; ownerId: string; playbookItem?: string };
  /** A clock started. */
  'crm.followup.obligation.opened.v1': ObligationData;
  /** The clock moved; `cause` says why. Leave that changed and handovers of before carry none. */
  'crm.followup.obligation.rescheduled.v1': ObligationData & { cause?: RescheduleCause; until?: string };
  /** A reminder, the breach, an escalation or the recycling was reached; `recipients` are to be told. */
  'crm.followup.obligation.level_reached.v1': ObligationData & { level: string; recipients: LevelRecipient[] };
  /** The obligation ended; `state` says how. */
  'crm.followup.obligation.closed.v1': ObligationData & { state: string };

  /** A complaint or service request came in; `followUpId` when a word in a follow-up opened it. */
  'crm.followup.case.opened.v1': CaseData & { followUpId: string; linkedCaseId: string };
  /** An agent has it now: by dispatch, by taking it, or from a manager. The reason is the dispatch's; empty for the others. */
  'crm.followup.case.assigned.v1': CaseData & { how: string; reason: string; recipients: CaseRecipient[] };
  /** Nobody can take it: it waits, and is tried again. Told once, and with a reason when it was taken from an agent who left. */
  'crm.followup.case.undispatched.v1': CaseData & { reason: string; recipients: CaseRecipient[] };
  /** The customer was answered. */
  'crm.followup.case.responded.v1': CaseData;
  /** It waits for the customer, until then at most. */
  'crm.followup.case.waiting.v1': CaseData & { until: string };
  /** Waiting is over: by the agent, by contact with the customer, or by its end. */
  'crm.followup.case.continued.v1': CaseData & { how: string };
  /** Its priority changed. */
  'crm.followup.case.reprioritized.v1': CaseData & { from: string };
  /** It was resolved. The path asks the customer for a rating. */
  'crm.followup.case.resolved.v1': CaseData & { surveyPath: string; recipients: CaseRecipient[] };
  /** The rating is asked for once more. */
  'crm.followup.case.survey_reminded.v1': CaseData & { surveyPath: string; recipients: CaseRecipient[] };
  /** It closed: confirmed, or nobody objected. */
  'crm.followup.case.closed.v1': CaseData & { how: string };
  /** It was taken up again: a new cycle. */
  'crm.followup.case.reopened.v1': CaseData & { recipients: CaseRecipient[] };
  /** Another case goes on in this one. */
  'crm.followup.case.absorbed.v1': CaseData & { mergedCaseId: string };
  /** It went on in another case. */
  'crm.followup.case.merged.v1': CaseData & { intoCaseId: string };
  /** A note was added. */
  'crm.followup.case.noted.v1': { caseId: string; noteId: string };
  /** A file was added to a follow-up or case. */
  'crm.followup.attachment.added.v1': AttachmentData;
  /** A file was removed; it can be brought back for 30 days. */
  'crm.followup.attachment.removed.v1': AttachmentData;
  /** A removed file was brought back. */
  'crm.followup.attachment.restored.v1': AttachmentData;
  /** The customer rated a resolution; recipients are told of a poor rating. */
  'crm.followup.case.rated.v1': CaseData & { csat: number; poor: boolean; recipients: CaseRecipient[] };
  /** What holds for cases was changed. */
  'crm.followup.case_settings.updated.v1': { fields: string[] };

  /** An order was written down: a draft, or one of the history that is over already. */
  'crm.order.order.created.v1': OrderData;
  /** Lines or terms of a draft changed. */
  'crm.order.order.updated.v1': OrderData & { fields: string[] };
  /** The customer ordered bindingly. */
  'crm.order.order.confirmed.v1': OrderData;
  /** It will not be delivered. */
  'crm.order.order.cancelled.v1': OrderData;
  /** Goods left; the state says whether all of them did. */
  'crm.order.order.shipped.v1': OrderData & { shipmentId: string };
  /** A shipment arrived; the state says whether all of them did. */
  'crm.order.order.received.v1': OrderData & { shipmentId: string };
  /** A product of the catalogue was created or changed. */
  'crm.order.product.updated.v1': { productId: string; fields: string[] };

  /** An in-app message came into being. */
  'crm.notification.created.v1': { notificationId: string; recipientId: string; kind: string; urgency: string };
  /** It was read or marked unread. */
  'crm.notification.read.v1': { notificationId: string; recipientId: string; read: boolean };
  /** A message on a channel came into a state: queued, sent, suppressed, dead or digested; `reason` is one of the proto's words. */
  'crm.notification.delivery.changed.v1': {
    deliveryId: string;
    recipientId: string;
    channel: string;
    state: string;
    reason: string;
  };
  /** Preferences of a rep changed. */
  'crm.notification.preferences.updated.v1': { recipientId: string; fields: string[] };
  /** A webhook endpoint was registered or changed, got a new secret, or was switched off. */
  'crm.notification.webhook_endpoint.updated.v1': { endpointId: string; active: boolean; fields: string[] };
  /** The robot of a team was registered or changed, or was switched off. */
  'crm.notification.team_robot.updated.v1': { robotId: string; teamId: string; active: boolean; fields: string[] };
  /** The text of a kind of message on a channel was changed or went back to the built-in one. */
  'crm.notification.message_template.updated.v1': {
    kind: string;
    channel: string;
    locale: string;
    version: number;
    overridden: boolean;
  };
}

/** Somebody above the owner: the nearest manager, the next one above, the topmost. */
export type EscalationRole = 'supervisor' | 'director' | 'executive';

/** Who is told at a level, and as what. */
export interface LevelRecipient {
  repId: string;
  role: 'owner' | EscalationRole;
}

/**
 * Why a clock moved: the owner's leave, a handover, it stands still `until` a time, it goes on, it has another owner, other
 * terms fit its subject, or a new version of its policy or calendar was published for running clocks too.
 */
export type RescheduleCause = 'leave' | 'handover' | 'paused' | 'resumed' | 'owner' | 'policy' | 'published';

/** Handover as events carry it. */
export interface HandoverData {
  handoverId: string;
  fromRepId: string;
  teamId: string;
  state: string;
}

/** Who is told of a handover, and why: to approve it, to take note, because a reminder is due, … */
export interface HandoverRecipient {
  repId: string;
  role: 'approver' | 'approved' | 'receiver' | 'leaver' | 'reminder' | 'escalation' | 'undone' | 'returned';
  /** Open leads and customers concerned. */
  leads: number;
  customers: number;
}

/** Ownership as events carry it. */
export interface OwnershipData {
  ownerId: string;
  teamId: string;
  teamPath: string[];
  poolId: string;
  cycle: number;
  revision: number;
  since: string;
}

/** Registration as events carry it. */
export interface RegistrationData {
  registrationId: string;
  registrantId: string;
  teamId: string;
  protectedUntil: string;
}

/** Contest of a registration as events carry it. */
export interface ContestData {
  registrationId: string;
  contestId: string;
  /** Whose the registration was when it was contested. */
  registrantId: string;
  contestantId: string;
  deadline: string;
}

/** Obligation as events carry it. */
export interface ObligationData {
  obligationId: string;
  kind: string;
  cycle: number;
  ownerId: string;
  teamId: string;
  dueTime: string;
}

/** Complaint or service request as events carry it. */
export interface CaseData {
  caseId: string;
  kind: string;
  cycle: number;
  state: string;
  priority: string;
  /** Empty while nobody has it. */
  assigneeId: string;
  /** Team of the agent; of the customer while nobody has it. */
  teamId: string;
}

/** File at a record as events carry it. */
export interface AttachmentData {
  attachmentId: string;
  /** `RECORD_KIND_FOLLOW_UP` or `RECORD_KIND_CASE`. */
  recordKind: string;
  recordId: string;
}

/** Who is told of a case, and as what. */
export interface CaseRecipient {
  repId: string;
  role: 'agent' | 'supervisor';
}

/** Order as events carry it. */
export interface OrderData {
  orderId: string;
  /** Number that people know it by. */
  number: string;
  state: string;
  /** UTC date of the order, `YYYY-MM-DD`. */
  orderDate: string;
  currencyCode: string;
  /** Total of all lines in the currency's smallest unit. */
  totalMinorUnits: number;
}

export type EventType = keyof EventCatalogue;
