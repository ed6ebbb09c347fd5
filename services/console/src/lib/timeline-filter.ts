/** What a timeline can be narrowed to: groups of event types. */
export const TIMELINE_GROUPS = {
  followUps: ['crm.followup.follow_up.logged.v1'],
  tasks: ['created', 'completed', 'reopened'].map((what) => `crm.followup.task.${what}.v1`),
  record: [
    'crm.customer.lead.created.v1',
    'crm.customer.customer.imported.v1',
    'crm.customer.customer.updated.v1',
    'crm.customer.stage.changed.v1',
    'crm.customer.lead.converted.v1',
    'crm.customer.lead.lost.v1',
    'crm.customer.lead.reopened.v1',
  ],
  ownership: ['assigned', 'pooled', 'claimed', 'handed_over', 'recycle_warned'].map(
    (what) => `crm.assignment.lead.${what}.v1`,
  ),
  clocks: ['opened', 'rescheduled', 'level_reached', 'closed'].map((what) => `crm.followup.obligation.${what}.v1`),
  orders: ['created', 'confirmed', 'cancelled', 'shipped', 'received'].map((what) => `crm.order.order.${what}.v1`),
  cases: [
    ...['opened', 'assigned', 'undispatched', 'responded', 'waiting', 'continued', 'reprioritized', 'resolved'],
    ...['closed', 'reopened', 'merged', 'noted', 'rated'],
  ].map((what) => `crm.followup.case.${what}.v1`),
  files: ['added', 'removed', 'restored'].map((what) => `crm.followup.attachment.${what}.v1`),
  messages: ['crm.notification.created.v1'],
} as const satisfies Record<string, readonly string[]>;

export type TimelineGroup = keyof typeof TIMELINE_GROUPS;

/** The event types of a group; none for everything. */
export const typesOf = (group: string): readonly string[] => TIMELINE_GROUPS[group as TimelineGroup] ?? [];
