import type { MailText } from './catalogue';
import type { Channel } from './channel';
import type { Locale } from './preferences';
import type { RenderedMessage } from './provider';
import { linkOf, type MailContent, type MailSurroundings, renderMail, wordingOf } from './render-mail';
import { TEST } from './webhook-endpoint';

const TESTS: Record<Locale, { subject: string; body: string }> = {
  en: { subject: 'Test from Fairlead', body: 'This is a test: messages of the team will come here.' },
  zh: { subject: 'Fairlead 测试消息', body: '这是一条测试消息：团队的消息将发送到这里。' },
};

const NOTHING: RenderedMessage = { subject: '', text: '', html: '' };

/** What goes out on a channel, in its recipient's language and zone. */
export function renderMessage(channel: Channel, content: MailContent, surroundings: MailSurroundings): RenderedMessage {
  if (channel === 'mail') return renderMail(content, surroundings);
  if (channel === 'webhook') return NOTHING;
  const { subject, body } = content.kind === TEST ? TESTS[content.locale] : wordingOf(content, surroundings);
  // Built-in texts say it in a subject line; an own text of an admin is made for the channel.
  if (channel === 'sms') return { subject: '', text: surroundings.texts?.has(content.kind) ? body : subject, html: '' };
  const link = content.kind === TEST ? undefined : linkOf(content, surroundings.consoleUrl);
  return robotMessageOf({ subject, body }, link);
}

/** What a robot says: the subject line, the text and the link. */
export function robotMessageOf(
  { subject, body }: MailText,
  link: { url: string; label: string } | undefined,
): RenderedMessage {
  const below = link ? `\n\n[${link.label}](${link.url})` : '';
  return { subject, text: `**${asMarkdown(subject)}**\n\n${asMarkdown(body)}${below}`, html: '' };
}

/** A name in a text must not become a link, a picture or a mark. */
const asMarkdown = (text: string): string => text.replace(/[[\]()*_`~<>#!\\]/g, (each) => FULL_WIDTH[each] ?? each);

/** Neither robot knows a way to escape, so marks become the characters that look like them. */
const FULL_WIDTH: Record<string, string> = Object.fromEntries(
  [...'[]*_`~<>#!\\'].map((each) => [each, String.fromCharCode(each.charCodeAt(0) + 0xfee0)]),
);
