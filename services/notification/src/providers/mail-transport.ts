import { createTransport, type Transporter } from 'nodemailer';
import type { RenderedMail } from '../domain/render-mail';
import type { SmtpError } from '../domain/send-failure';

/** Longest wait for a connection, the greeting, or any answer. */
const SMTP_TIMEOUT_MS = 10_000;
const IDLE_MS = 30_000;

export interface OutgoingMail extends RenderedMail {
  to: string;
  messageId: string;
  /** An earlier attempt may have reached the recipient. */
  possibleRepeat: boolean;
}

/** Hands mails to the mail server over a few connections that are kept open. */
export class MailTransport {
  private readonly transporter: Transporter;

  constructor(
    url: string,
    private readonly from: string,
    parallel: number,
  ) {
    this.transporter = createTransport({
      url,
      pool: true,
      maxConnections: parallel,
      connectionTimeout: SMTP_TIMEOUT_MS,
      greetingTimeout: SMTP_TIMEOUT_MS,
      socketTimeout: SMTP_TIMEOUT_MS,
      dnsTimeout: SMTP_TIMEOUT_MS,
      idleTimeout: IDLE_MS,
      // The pool would send again by itself what may have been taken already; only the delivery decides about that.
      maxRequeues: 0,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /** Resolves when the server took the mail; fails with an SmtpError, at the latest when the signal is aborted. */
  async send({ to, messageId, possibleRepeat, ...content }: OutgoingMail, signal: AbortSignal): Promise<void> {
    await this.transporter.sendMail({
      from: this.from,
      to: { name: '', address: to },
      messageId,
      headers: {
        'Auto-Submitted': 'auto-generated',
        ...(possibleRepeat ? { 'X-Fairlead-Possible-Repeat': 'true' } : {}),
      },
      ...content,
      signal,
    });
  }

  close(): void {
    this.transporter.close();
  }
}

/** Whatever was thrown, as the domain reads it. */
export const toSmtpError = (error: unknown): SmtpError =>
  error instanceof Error ? (error as SmtpError) : { message: String(error) };
