import { baseConfig } from '@fairlead/service-kit';
import { z } from 'zod';
import { hostOfMailbox } from './domain/delivery';

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
    MAIL_PARALLEL: z.coerce.number().int().min(1).max(32).default(4),
  })
  .refine(({ SMTP_URL, MAIL_FROM }) => !SMTP_URL || MAIL_FROM, {
    path: ['MAIL_FROM'],
    message: 'is required when SMTP_URL is set',
  });

export type NotificationConfig = z.infer<typeof notificationConfig>;
