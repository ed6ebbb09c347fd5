import type { Locale } from './preferences';

/** Kinds of notifications that have a text, and the digest. */
export const KINDS = [
  'lead_assigned',
  'lead_claimed',
  'first_contact_reminder',
  'first_contact_breach',
  'first_contact_escalation',
  'lead_recycled',
  'handover_approver',
  'handover_approved',
  'handover_receiver',
  'handover_leaver',
  'handover_reminder',
  'handover_escalation',
  'handover_undone',
  'handover_returned',
] as const;
export type Kind = (typeof KINDS)[number];

/** A subject line and the sentence below it. `{name}` is a placeholder. */
export interface MailText {
  subject: string;
  body: string;
}

export interface Catalogue {
  kinds: Record<Kind, MailText>;
  /** A kind that this version has no text for. */
  other: MailText;
  digest: MailText;
  open: string;
  footer: string;
  /** Stands for a customer whose name cannot be read. */
  someCustomer: string;
}

/** Every text of a mail, by language. Placeholders: customer, time, count; of handovers rep, leads, customers. */
export const CATALOGUES: Record<Locale, Catalogue> = {
  en: {
    kinds: {
      lead_assigned: {
        subject: '{customer} is yours',
        body: '{customer} was assigned to you at {time}.',
      },
      lead_claimed: {
        subject: 'You claimed {customer}',
        body: 'You claimed {customer} at {time}.',
      },
      first_contact_reminder: {
        subject: 'Reach {customer} by {time}',
        body: 'The first contact with {customer} is due at {time}.',
      },
      first_contact_breach: {
        subject: 'Time is up for {customer}',
        body: 'The first contact with {customer} was due at {time} and has not been made.',
      },
      first_contact_escalation: {
        subject: '{customer} was not reached in time',
        body: 'The owner of {customer} has not made the first contact, which was due at {time}.',
      },
      lead_recycled: {
        subject: '{customer} goes back to the public pool',
        body: 'The first contact with {customer} was due at {time}; the lead goes back to the public pool.',
      },
      handover_approver: {
        subject: 'Approve the handover of {rep}',
        body: 'The handover of {rep} waits for your approval.',
      },
      handover_approved: {
        subject: 'Your handover is approved',
        body: 'The handover of {rep} is approved.',
      },
      handover_receiver: {
        subject: 'You take over from {rep}',
        body: 'From {rep} you take over {leads} open leads and {customers} customers. Please take note of it.',
      },
      handover_leaver: {
        subject: 'Your customers are handed over',
        body: '{leads} open leads and {customers} customers of {rep} are with their receivers.',
      },
      handover_reminder: {
        subject: 'Take note of what came from {rep}',
        body: 'You have not acknowledged {leads} open leads and {customers} customers from {rep} yet.',
      },
      handover_escalation: {
        subject: 'A handover from {rep} was not acknowledged',
        body: 'Somebody of your team has not acknowledged {leads} open leads and {customers} customers from {rep} yet.',
      },
      handover_undone: {
        subject: 'The handover of {rep} was undone',
        body: 'What was as the handover left it is back with {rep}.',
      },
      handover_returned: {
        subject: 'The stand-in for {rep} is over',
        body: 'What was as the handover left it is back with {rep}.',
      },
    },
    other: { subject: 'News about {customer}', body: 'There is news about {customer} ({time}).' },
    digest: {
      subject: 'Messages from your quiet hours: {count}',
      body: 'This came in during your quiet hours ({count}):',
    },
    open: 'Open',
    footer: 'Fairlead sends this by your preferences, where you can change or stop it.',
    someCustomer: 'a customer',
  },
  zh: {
    kinds: {
      lead_assigned: {
        subject: '{customer} 分给您了',
        body: '{customer} 已于 {time} 分配给您。',
      },
      lead_claimed: {
        subject: '您领取了 {customer}',
        body: '您已于 {time} 领取 {customer}。',
      },
      first_contact_reminder: {
        subject: '请在 {time} 前联系 {customer}',
        body: '请在 {time} 前完成对 {customer} 的首次联系。',
      },
      first_contact_breach: {
        subject: '{customer} 已超时',
        body: '对 {customer} 的首次联系应在 {time} 前完成，目前尚未联系。',
      },
      first_contact_escalation: {
        subject: '{customer} 未按时联系',
        body: '{customer} 的负责人未在 {time} 前完成首次联系。',
      },
      lead_recycled: {
        subject: '{customer} 将退回公海池',
        body: '对 {customer} 的首次联系应在 {time} 前完成，该线索将退回公海池。',
      },
      handover_approver: {
        subject: '请审批 {rep} 的交接',
        body: '{rep} 的交接等待您审批。',
      },
      handover_approved: {
        subject: '您的交接已批准',
        body: '{rep} 的交接已批准。',
      },
      handover_receiver: {
        subject: '您接手了 {rep} 的客户',
        body: '您从 {rep} 接手 {leads} 条未结线索和 {customers} 个客户，请确认。',
      },
      handover_leaver: {
        subject: '您的客户已交接',
        body: '{rep} 的 {leads} 条未结线索和 {customers} 个客户已交给接手人。',
      },
      handover_reminder: {
        subject: '请确认从 {rep} 接手的客户',
        body: '您尚未确认从 {rep} 接手的 {leads} 条未结线索和 {customers} 个客户。',
      },
      handover_escalation: {
        subject: '{rep} 的交接尚未确认',
        body: '您团队的成员尚未确认从 {rep} 接手的 {leads} 条未结线索和 {customers} 个客户。',
      },
      handover_undone: {
        subject: '{rep} 的交接已撤销',
        body: '交接后未变动的客户已回到 {rep} 名下。',
      },
      handover_returned: {
        subject: '{rep} 的代管已结束',
        body: '交接后未变动的客户已回到 {rep} 名下。',
      },
    },
    other: { subject: '{customer} 有新消息', body: '{customer} 有新消息（{time}）。' },
    digest: { subject: '免打扰时段内的消息：{count} 条', body: '免打扰时段内收到 {count} 条消息：' },
    open: '打开',
    footer: '此邮件由 Fairlead 按您的偏好设置发送，可在偏好设置中更改或关闭。',
    someCustomer: '某客户',
  },
};
