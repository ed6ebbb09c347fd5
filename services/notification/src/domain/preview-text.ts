import type { MailText } from './catalogue';
import type { TemplateKey } from './message-template';
import type { RenderedMessage } from './provider';
import { filled, linkOf, mailOf } from './render-mail';
import { robotMessageOf } from './render-message';
import { cutText } from './sms-text';

/** What a text becomes on its channel with these values. */
export function previewText(
  { kind, channel, locale }: TemplateKey,
  text: MailText,
  values: Record<string, string>,
  { consoleUrl, maxSmsText }: { consoleUrl: string; maxSmsText: number },
): RenderedMessage {
  const wording = filled(text, values);
  const link = linkOf({ kind, subject: 'example', params: {}, locale, timeZone: 'UTC' }, consoleUrl);
  if (channel === 'mail') return mailOf(wording, link.url, locale);
  if (channel === 'robot') return robotMessageOf(wording, link);
  return { subject: '', text: cutText(wording.body, maxSmsText), html: '' };
}
