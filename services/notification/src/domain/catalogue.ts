import type { Locale } from './preferences';

/** Kinds of notifications that have a text, and the digest. */
export const KINDS = [
  'lead_assigned',
  'lead_claimed',
  'first_contact_reminder',
  'first_contact_breach',
  'first_contact_escalation',
  'lead_recycled',
  'lead_recycle_warning',
  'lead_taken_back',
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

/** Every text of a mail, by language. Placeholders: customer, time, count. */
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
      lead_recycle_warning: {
        subject: 'Reach {customer} or it goes back to the public pool',
        body: '{customer} goes back to the public pool at {time} unless you reach it before.',
      },
      lead_taken_back: {
        subject: '{customer} went back to the public pool',
        body: '{customer} went back to the public pool at {time}: nobody had reached it in time.',
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
      lead_recycle_warning: {
        subject: '请联系 {customer}，否则将退回公海池',
        body: '如未在 {time} 前联系 {customer}，该线索将退回公海池。',
      },
      lead_taken_back: {
        subject: '{customer} 已退回公海池',
        body: '因未按时联系，{customer} 已于 {time} 退回公海池。',
      },
    },
    other: { subject: '{customer} 有新消息', body: '{customer} 有新消息（{time}）。' },
    digest: { subject: '免打扰时段内的消息：{count} 条', body: '免打扰时段内收到 {count} 条消息：' },
    open: '打开',
    footer: '此邮件由 Fairlead 按您的偏好设置发送，可在偏好设置中更改或关闭。',
    someCustomer: '某客户',
  },
};
