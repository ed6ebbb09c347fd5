import { baseConfig, flag } from '@fairlead/service-kit';
import { z } from 'zod';
import { hostOfMailbox } from './domain/delivery';

const parallel = (fallback: number) => z.coerce.number().int().min(1).max(32).default(fallback);
const httpUrl = (fallback: string) =>
  z
    .url({ protocol: /^https?$/ })
    .default(fallback)
    .transform((url) => url.replace(/\/+$/, ''));
const milliseconds = (fallback: number) => z.coerce.number().int().min(1).max(86_400_000).default(fallback);

/** What the notification process reads. A fault never repeats a value: SMTP_URL may hold a password. */
export const notificationConfig = baseConfig
  .extend({
    FOLLOW_UP_ADDRESS: z.string().min(1),
    ASSIGNMENT_ADDRESS: z.string().min(1),
    /** Names in mails, and news of registrations; without it a neutral word stands for the customer. */
    CUSTOMER_ADDRESS: z.string().min(1).optional(),
    /** Mail server, `smtp[s]://[user:password@]host[:port]`; without it no mail is sent. */
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\/[^\s/]+/, 'must be smtp://[user:password@]host[:port] or smtps://…')
      .optional(),
    /** Sender, `fairlead@example.org` or `Fairlead <fairlead@example.org>`. */
    MAIL_FROM: z
      .string()
      .refine((mailbox) => hostOfMailbox(mailbox) !== undefined, 'must be name@host or Name <name@host>')
      .optional(),
    /** Where links in mails lead. */
    CONSOLE_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:8080'),
    MAIL_RETRY_MIN_MS: milliseconds(5000),
    MAIL_RETRY_MAX_MS: milliseconds(900_000),
    /** A send is cut after this time; what a dead process was sending is free again after twice as long. */
    MAIL_SEND_TIMEOUT_MS: milliseconds(30_000),
    /** Mails sent side by side. */
    MAIL_PARALLEL: parallel(4),
    /** Keys that seal the secrets of webhook endpoints and robots; without it there are neither. */
    CHANNEL_KEYS_FILE: z.string().min(1).optional(),
    /** Whether webhooks may go to http addresses and into private networks. */
    WEBHOOK_ALLOW_INTERNAL: flag(false),
    WEBHOOK_PARALLEL: parallel(8),
    /** Key, sign and approved templates of the short message service; without a key none are sent. */
    SMS_URL: httpUrl('https://dysmsapi.aliyuncs.com'),
    SMS_ACCESS_KEY_ID: z.string().min(1).optional(),
    SMS_ACCESS_KEY_SECRET: z.string().min(1).optional(),
    SMS_SIGN_NAME: z.string().min(1).optional(),
    SMS_TEMPLATE_ZH: z.string().min(1).optional(),
    /** Absent: the Chinese template takes English texts, too. */
    SMS_TEMPLATE_EN: z.string().min(1).optional(),
    /** Most characters that the one variable of the template takes. */
    SMS_MAX_TEXT: z.coerce.number().int().min(10).max(500).default(35),
    SMS_PARALLEL: parallel(4),
    WECOM_ROBOT_URL: httpUrl('https://qyapi.weixin.qq.com'),
    DINGTALK_ROBOT_URL: httpUrl('https://oapi.dingtalk.com'),
    /** Most messages of one robot in a minute: both kinds take 20. */
    ROBOT_PER_MINUTE: z.coerce.number().int().min(1).max(600).default(20),
    ROBOT_PARALLEL: parallel(4),
  })
  .superRefine((values, context) => {
    if (!values.SMS_ACCESS_KEY_ID) return;
    for (const name of ['SMS_ACCESS_KEY_SECRET', 'SMS_SIGN_NAME', 'SMS_TEMPLATE_ZH'] as const) {
      if (values[name]) continue;
      context.addIssue({ code: 'custom', path: [name], message: 'is required when SMS_ACCESS_KEY_ID is set' });
    }
  })
  .refine(({ SMTP_URL, MAIL_FROM }) => !SMTP_URL || MAIL_FROM, {
    path: ['MAIL_FROM'],
    message: 'is required when SMTP_URL is set',
  });

export type NotificationConfig = z.infer<typeof notificationConfig>;
