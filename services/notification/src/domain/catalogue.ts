import type { Locale } from './preferences';

/** Kinds of notifications that have a text, and the digest. */
export const KINDS = [
  'lead_assigned',
  'lead_claimed',
  'first_contact_reminder',
  'first_contact_breach',
  'first_contact_escalation',
  'stage_reminder',
  'stage_breach',
  'stage_escalation',
  'silence_reminder',
  'silence_breach',
  'silence_escalation',
  'first_response_reminder',
  'first_response_breach',
  'first_response_escalation',
  'resolution_reminder',
  'resolution_breach',
  'resolution_escalation',
  'lead_recycled',
  'lead_recycle_warning',
  'lead_taken_back',
  'registration_expiring',
  'registration_expired',
  'registration_contested',
  'registration_stands',
  'registration_lost',
  'contest_to_decide',
  'contest_won',
  'contest_lost',
  'contest_void',
  'handover_approver',
  'handover_approved',
  'handover_receiver',
  'handover_leaver',
  'handover_reminder',
  'handover_escalation',
  'handover_undone',
  'handover_returned',
  'case_assigned',
  'case_undispatched',
  'case_reopened',
  'case_survey',
  'case_poor_rating',
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
      stage_reminder: {
        subject: 'Move {customer} on by {time}',
        body: 'The time of the stage in which {customer} stands ends at {time}.',
      },
      stage_breach: {
        subject: '{customer} has stood still for too long',
        body: '{customer} was to move on by {time} and is still in the same stage.',
      },
      stage_escalation: {
        subject: '{customer} stands still',
        body: '{customer} was to move on by {time}; its owner has left it in the same stage.',
      },
      silence_reminder: {
        subject: 'Follow up with {customer} by {time}',
        body: '{customer} has heard nothing for a while; the next contact is due at {time}.',
      },
      silence_breach: {
        subject: '{customer} has heard nothing for too long',
        body: 'The next contact with {customer} was due at {time} and has not been made. Please follow up now.',
      },
      silence_escalation: {
        subject: '{customer} is not being followed up',
        body: 'The owner of {customer} has not made the contact that was due at {time}.',
      },
      first_response_reminder: {
        subject: 'Answer a customer by {time}',
        body: 'A customer waits for a first answer to a case of yours until {time}.',
      },
      first_response_breach: {
        subject: 'A customer still waits for an answer',
        body: 'The first answer to a case of yours was due at {time} and has not been given.',
      },
      first_response_escalation: {
        subject: 'A case was not answered in time',
        body: 'The first answer to a case was due at {time} and has not been given.',
      },
      resolution_reminder: {
        subject: 'Resolve a case by {time}',
        body: 'A case of yours is to be resolved by {time}.',
      },
      resolution_breach: {
        subject: 'A case is overdue',
        body: 'A case of yours was to be resolved by {time} and is still open.',
      },
      resolution_escalation: {
        subject: 'A case has not been resolved',
        body: 'A case was to be resolved by {time} and is still open.',
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
      registration_expiring: {
        subject: 'Your registration ends at {time}',
        body: 'One of your registrations protects its prospect until {time}. Extend it with evidence, or let it go.',
      },
      registration_expired: {
        subject: 'A registration has ended',
        body: 'One of your registrations ended at {time}; the prospect is free.',
      },
      registration_contested: {
        subject: 'Your registration is contested',
        body: 'Somebody contests one of your registrations. It is to be decided by {time}; it protects until then.',
      },
      registration_stands: {
        subject: 'Your registration stands',
        body: 'A contest of one of your registrations is over, and the registration stands.',
      },
      registration_lost: {
        subject: 'A registration went to somebody else',
        body: 'A contest of one of your registrations was decided for the other side.',
      },
      contest_to_decide: {
        subject: 'Decide a contest by {time}',
        body: 'Two sides claim one prospect. Decide by {time}.',
      },
      contest_won: {
        subject: 'You won a contest',
        body: 'Your contest was decided for you: the registration is yours now.',
      },
      contest_lost: {
        subject: 'A contest is over: the registration stands',
        body: 'The registration that you contested stands.',
      },
      contest_void: {
        subject: 'A contest is over',
        body: 'The registration that you contested ended or changed meanwhile. The prospect may be free: register it.',
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
      case_assigned: {
        subject: 'A case of {customer} is yours',
        body: 'A complaint or service request of {customer} was given to you. Answer the customer in time.',
      },
      case_undispatched: {
        subject: 'Nobody can take a case of {customer}',
        body: 'A complaint or service request of {customer} waits for an agent; its clocks run. Give it to somebody.',
      },
      case_reopened: {
        subject: 'A case of {customer} was reopened',
        body: '{customer} is not content with the resolution; the case is open again.',
      },
      case_survey: {
        subject: 'Ask {customer} for a rating',
        body: 'A case of {customer} is resolved. Send the customer the link for the rating, which the case shows.',
      },
      case_poor_rating: {
        subject: '{customer} is dissatisfied',
        body: '{customer} gave a poor rating. An improvement work order was opened.',
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
      stage_reminder: {
        subject: '请在 {time} 前推进 {customer}',
        body: '{customer} 在当前阶段的时限为 {time}。',
      },
      stage_breach: {
        subject: '{customer} 停留过久',
        body: '{customer} 应在 {time} 前推进，目前仍停留在原阶段。',
      },
      stage_escalation: {
        subject: '{customer} 未推进',
        body: '{customer} 应在 {time} 前推进，负责人仍未推进。',
      },
      silence_reminder: {
        subject: '请在 {time} 前跟进 {customer}',
        body: '{customer} 已有一段时间未联系，下次联系应在 {time} 前完成。',
      },
      silence_breach: {
        subject: '{customer} 长时间未跟进',
        body: '对 {customer} 的下次联系应在 {time} 前完成，目前尚未联系，请立即跟进。',
      },
      silence_escalation: {
        subject: '{customer} 无人跟进',
        body: '{customer} 的负责人未在 {time} 前完成跟进。',
      },
      first_response_reminder: {
        subject: '请在 {time} 前答复客户',
        body: '您的一张工单的客户正等待首次答复，时限为 {time}。',
      },
      first_response_breach: {
        subject: '客户仍在等待答复',
        body: '您的一张工单应在 {time} 前首次答复，目前尚未答复。',
      },
      first_response_escalation: {
        subject: '一张工单未按时答复',
        body: '一张工单应在 {time} 前首次答复，目前尚未答复。',
      },
      resolution_reminder: {
        subject: '请在 {time} 前解决工单',
        body: '您的一张工单应在 {time} 前解决。',
      },
      resolution_breach: {
        subject: '工单已超时',
        body: '您的一张工单应在 {time} 前解决，目前仍未解决。',
      },
      resolution_escalation: {
        subject: '一张工单未解决',
        body: '一张工单应在 {time} 前解决，目前仍未解决。',
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
      registration_expiring: {
        subject: '您的报备将于 {time} 到期',
        body: '您的一项报备保护期至 {time}。请凭证据延期，或任其释放。',
      },
      registration_expired: {
        subject: '一项报备已到期',
        body: '您的一项报备已于 {time} 到期，潜客已释放。',
      },
      registration_contested: {
        subject: '您的报备有争议',
        body: '有人对您的一项报备提出争议，将在 {time} 前裁定；在此之前报备仍然有效。',
      },
      registration_stands: {
        subject: '您的报备维持有效',
        body: '对您一项报备的争议已结束，报备维持有效。',
      },
      registration_lost: {
        subject: '一项报备已转给他人',
        body: '对您一项报备的争议已裁定给对方。',
      },
      contest_to_decide: {
        subject: '请在 {time} 前裁定争议',
        body: '双方主张同一潜客，请在 {time} 前裁定。',
      },
      contest_won: {
        subject: '您的争议成立',
        body: '争议已裁定给您：该报备现在归您。',
      },
      contest_lost: {
        subject: '争议已结束：报备维持有效',
        body: '您提出争议的报备维持有效。',
      },
      contest_void: {
        subject: '争议已结束',
        body: '您提出争议的报备已结束或变更。潜客可能已释放，请重新报备。',
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
      case_assigned: {
        subject: '{customer} 的工单已派给您',
        body: '{customer} 的投诉或服务请求已派给您，请按时答复客户。',
      },
      case_undispatched: {
        subject: '{customer} 的工单无人可接',
        body: '{customer} 的投诉或服务请求正在等待处理人，时钟已在运行，请指派。',
      },
      case_reopened: {
        subject: '{customer} 的工单已重新打开',
        body: '{customer} 对处理结果不满意，工单已重新打开。',
      },
      case_survey: {
        subject: '请邀请 {customer} 评价',
        body: '{customer} 的工单已解决，请将工单页上的评价链接发给客户。',
      },
      case_poor_rating: {
        subject: '{customer} 不满意',
        body: '{customer} 给出差评，已生成改进工单。',
      },
    },
    other: { subject: '{customer} 有新消息', body: '{customer} 有新消息（{time}）。' },
    digest: { subject: '免打扰时段内的消息：{count} 条', body: '免打扰时段内收到 {count} 条消息：' },
    open: '打开',
    footer: '此邮件由 Fairlead 按您的偏好设置发送，可在偏好设置中更改或关闭。',
    someCustomer: '某客户',
  },
};
