import { randomUUID } from 'node:crypto';
import { classifySms, readSmsAnswer, type SmsAccount, sendSmsForm } from '../domain/aliyun-sms';
import { PermanentError } from '../domain/http-failure';
import { isPhone, type Locale } from '../domain/preferences';
import type { OutgoingMessage, Provider } from '../domain/provider';
import type { SendFailure } from '../domain/send-failure';
import { cutText } from '../domain/sms-text';
import { post } from './http-post';

export interface SmsSettings extends Omit<SmsAccount, 'templateCode'> {
  url: string;
  templateCodes: Record<Locale, string>;
  /** Most characters that the variable of the template takes. */
  maxText: number;
}

/** Short messages by Alibaba Cloud's SendSms. */
export class SmsProvider implements Provider {
  constructor(
    private readonly settings: SmsSettings,
    private readonly clock: () => Date,
  ) {}

  async send({ address, content, messageId, locale }: OutgoingMessage, signal: AbortSignal): Promise<void> {
    if (!isPhone(address)) throw new PermanentError('invalid_address', 'this is no phone number');
    const { url, templateCodes, maxText } = this.settings;
    const account = { ...this.settings, templateCode: templateCodes[locale] };
    const message = { phone: address, text: cutText(content.text, maxText), outId: messageId };
    const body = sendSmsForm(account, message, randomUUID(), this.clock());
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    readSmsAnswer(await post({ url, headers, body, signal, publicOnly: false }));
  }

  classify(error: unknown): SendFailure {
    return classifySms(error);
  }

  close(): void {}
}
