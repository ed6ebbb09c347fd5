import { DateTime } from 'luxon';
import { CATALOGUES, type Catalogue, type Kind, type MailText } from './catalogue';
import { type Delivery, DIGEST } from './delivery';
import type { Locale } from './preferences';

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

/** What of a delivery its text is made of. */
export type MailContent = Pick<Delivery, 'kind' | 'subject' | 'params' | 'locale' | 'timeZone'>;

/** What a mail needs besides the delivery. */
export interface MailSurroundings {
  consoleUrl: string;
  /** Display names of customers by id; one that is missing could not be read. */
  customers: ReadonlyMap<string, string>;
  /** Of a digest: what it lists. */
  items: MailContent[];
  /** Texts by kind that an admin put in the place of the built-in ones. */
  texts?: ReadonlyMap<string, MailText>;
}

const TIMES: Record<Locale, string> = { en: 'd LLL yyyy HH:mm', zh: 'yyyy年L月d日 HH:mm' };

/** Subject, plain text and simple HTML in the recipient's language and zone. */
export function renderMail(delivery: MailContent, surroundings: MailSurroundings): RenderedMail {
  const texts = CATALOGUES[delivery.locale];
  const isDigest = delivery.kind === DIGEST;
  const { subject, body } = isDigest
    ? filled(texts.digest, { count: String(surroundings.items.length) })
    : wording(delivery, texts, surroundings);
  const entries = isDigest
    ? surroundings.items.map((item) => ({
        line: wording({ ...item, locale: delivery.locale, timeZone: delivery.timeZone }, texts, surroundings).body,
        link: linkTo(item, surroundings.consoleUrl),
      }))
    : [{ line: '', link: linkTo(delivery, surroundings.consoleUrl) }];
  return { subject, text: asText(body, entries, texts), html: asHtml(delivery.locale, body, entries, texts) };
}

/** The mail that one text makes, with the link below it. */
export function mailOf({ subject, body }: MailText, link: string, locale: Locale): RenderedMail {
  const texts = CATALOGUES[locale];
  const entries = [{ line: '', link }];
  return { subject, text: asText(body, entries, texts), html: asHtml(locale, body, entries, texts) };
}

interface Entry {
  line: string;
  link: string;
}

/** Subject line and sentence of a message that is no digest. */
export const wordingOf = (content: MailContent, surroundings: MailSurroundings): MailText =>
  wording(content, CATALOGUES[content.locale], surroundings);

/** Where the console shows it, and the word for going there. */
export const linkOf = (content: MailContent, consoleUrl: string): { url: string; label: string } => ({
  url: linkTo(content, consoleUrl),
  label: CATALOGUES[content.locale].open,
});

function wording(content: MailContent, texts: Catalogue, { customers, texts: own }: MailSurroundings): MailText {
  const { kind, subject, params, locale, timeZone } = content;
  const text = own?.get(kind) ?? (Object.hasOwn(texts.kinds, kind) ? texts.kinds[kind as Kind] : texts.other);
  const customer = oneLine(customers.get(subject) ?? '') || texts.someCustomer;
  const time = localTime(params.dueTime ?? params.since ?? '', timeZone, locale);
  const { fromRepId: rep = '', leads = '', customers: count = '' } = params;
  return filled(text, { customer, time, rep, leads, customers: count });
}

/** A text with its placeholders filled. */
export const filled = ({ subject, body }: MailText, values: Record<string, string>): MailText => ({
  subject: fill(subject, values),
  body: fill(body, values),
});

const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** A time as the recipient's clock shows it, with the zone; `–` for one that is none. */
export function localTime(iso: string, zone: string, locale: Locale): string {
  const time = DateTime.fromISO(iso, { zone }).setLocale(locale);
  return time.isValid ? `${time.toFormat(TIMES[locale])} (${zone})` : '–';
}

/** Where the console shows what a message is about. */
const linkTo = (
  { kind, subject, params }: Pick<MailContent, 'kind' | 'subject' | 'params'>,
  consoleUrl: string,
): string => {
  const record = kind.startsWith('case_') ? (params.caseId ?? '') : subject;
  return `${consoleUrl.replace(/\/+$/, '')}/${placeOf(kind, encodeURIComponent(record))}`;
};

function placeOf(kind: string, subject: string): string {
  if (kind === 'contest_won' || kind.startsWith('registration_')) {
    return kind === 'registration_lost' ? 'registrations' : `registrations/${subject}`;
  }
  if (kind.startsWith('handover_')) return `handovers/${subject}`;
  if (/^(first_response|resolution|case)_/.test(kind)) return `cases/${subject}`;
  return kind.startsWith('contest_') ? 'contests' : `customers/${subject}`;
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

function asText(body: string, entries: Entry[], texts: Catalogue): string {
  const lines = entries.map(({ line, link }) => (line ? `- ${line}\n  ${link}` : link));
  return `${body}\n\n${lines.join('\n')}\n\n${texts.footer}\n`;
}

function asHtml(locale: Locale, body: string, entries: Entry[], texts: Catalogue): string {
  const anchor = (link: string) => `<a href="${escapeHtml(link)}">${escapeHtml(texts.open)}</a>`;
  const rows = entries.map(({ line, link }) =>
    line ? `<li>${escapeHtml(line)} ${anchor(link)}</li>` : `<p>${anchor(link)}</p>`,
  );
  const list = entries.some(({ line }) => line) ? `<ul>${rows.join('')}</ul>` : rows.join('');
  const head = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"></head>`;
  const lines = escapeHtml(body).replaceAll('\n', '<br>');
  return `${head}<body><p>${lines}</p>${list}<p><small>${escapeHtml(texts.footer)}</small></p></body></html>`;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] as string);
