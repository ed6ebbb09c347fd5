import type { OutgoingMessage, Provider } from '../domain/provider';
import { classifyFailure, type SendFailure } from '../domain/send-failure';
import { MailTransport, toSmtpError } from './mail-transport';

/** Mails by SMTP. */
export class MailProvider implements Provider {
  private readonly transport: MailTransport;

  constructor(url: string, from: string, parallel: number) {
    this.transport = new MailTransport(url, from, parallel);
  }

  send({ address, messageId, possibleRepeat, content }: OutgoingMessage, signal: AbortSignal): Promise<void> {
    return this.transport.send({ ...content, to: address, messageId, possibleRepeat }, signal);
  }

  classify(error: unknown): SendFailure {
    return classifyFailure(toSmtpError(error));
  }

  close(): void {
    this.transport.close();
  }
}
