import { CATALOGUES, KINDS, type Kind, type MailText } from './catalogue';
import type { Locale } from './preferences';

/** Channels whose messages have words. */
export const TEMPLATE_CHANNELS = ['mail', 'sms', 'robot'] as const;
export type TemplateChannel = (typeof TEMPLATE_CHANNELS)[number];

/** Which text is meant. */
export interface TemplateKey {
  kind: Kind;
  channel: TemplateChannel;
  locale: Locale;
}

/** A text that an admin put in the place of a built-in one, or took back. */
export interface MessageTemplate extends TemplateKey, MailText {
  /** How often it was changed. */
  version: number;
  overridden: boolean;
  /** `sub` of who changed it last. */
  updatedBy: string;
}

export const MAX_SUBJECT = 200;
export const MAX_BODY: Record<TemplateChannel, number> = { mail: 2000, robot: 2000, sms: 300 };

export const templateId = ({ kind, channel, locale }: TemplateKey): string => `${kind}:${channel}:${locale}`;
export const isKind = (text: string): text is Kind => (KINDS as readonly string[]).includes(text);
export const isTemplateChannel = (text: string): text is TemplateChannel =>
  (TEMPLATE_CHANNELS as readonly string[]).includes(text);

/** What is sent while nothing was changed: of a short message the subject line alone. */
export function builtInText({ kind, channel, locale }: TemplateKey): MailText {
  const { subject, body } = CATALOGUES[locale].kinds[kind];
  return channel === 'sms' ? { subject: '', body: subject } : { subject, body };
}

const PLACEHOLDER = /\{(\w+)\}/g;
const namesIn = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name as string);

/** What may be used: whatever the built-in texts of the kind use, in whichever language. */
export const variablesOf = (kind: Kind): string[] => [
  ...new Set(
    Object.values(CATALOGUES).flatMap(({ kinds }) => [...namesIn(kinds[kind].subject), ...namesIn(kinds[kind].body)]),
  ),
];

/** What must be: the facts that the built-in text tells. */
export const requiredVariables = (key: TemplateKey): string[] => [...new Set(namesIn(builtInText(key).body))];

export interface TextFault {
  field: 'subject' | 'body';
  reason:
    | 'unknown_variable'
    | 'missing_variable'
    | 'stray_brace'
    | 'control_character'
    | 'too_long'
    | 'empty'
    | 'not_empty';
  variable: string;
  /** In characters (code points) from 0; -1 for what is missing or about the whole. */
  position: number;
}

/** Everything that keeps a text from being used. */
export function textFaults(key: TemplateKey, { subject, body }: MailText): TextFault[] {
  const faults = [...partFaults(key, 'subject', subject), ...partFaults(key, 'body', body)];
  const used = new Set([...namesIn(subject), ...namesIn(body)]);
  for (const variable of requiredVariables(key)) {
    if (!used.has(variable)) faults.push({ field: 'body', reason: 'missing_variable', variable, position: -1 });
  }
  return faults;
}

function partFaults(key: TemplateKey, field: 'subject' | 'body', text: string): TextFault[] {
  const faults: TextFault[] = [];
  const add = (reason: TextFault['reason'], index: number, variable = '') =>
    faults.push({ field, reason, variable, position: index < 0 ? -1 : [...text.slice(0, index)].length });
  if (field === 'subject' && key.channel === 'sms') {
    if (text !== '') add('not_empty', -1);
    return faults;
  }
  if (text.trim() === '') add('empty', -1);
  const max = field === 'subject' ? MAX_SUBJECT : MAX_BODY[key.channel];
  if ([...text].length > max) add('too_long', -1);
  // A subject line and a short message are one line.
  const oneLine = field === 'subject' || key.channel === 'sms';
  const control = (oneLine ? /\p{Cc}/u : /(?!\n)\p{Cc}/u).exec(text);
  if (control) add('control_character', control.index);
  const known = variablesOf(key.kind);
  for (const { 0: whole, index } of text.matchAll(/\{\w+\}|[{}]/g)) {
    const name = whole.slice(1, -1);
    if (whole.length === 1) add('stray_brace', index);
    else if (!known.includes(name)) add('unknown_variable', index, name);
  }
  return faults;
}

/** A fault in words for developers, as other faults are. */
export function faultWords({ reason, variable, position }: TextFault, key: TemplateKey): string {
  switch (reason) {
    case 'unknown_variable':
      return `{${variable}} at character ${position} is no variable of this message; there are ${variablesOf(key.kind).join(', ') || 'none'}`;
    case 'missing_variable':
      return `must contain {${variable}}`;
    case 'stray_brace':
      return `the brace at character ${position} belongs to no variable`;
    case 'control_character':
      return `must not contain the control character at ${position}`;
    case 'too_long':
      return 'is too long';
    case 'empty':
      return 'must not be empty';
    case 'not_empty':
      return 'must be empty: a short message has no subject';
  }
}

const SAMPLES: Record<Locale, Record<string, string>> = {
  en: {
    customer: 'Contoso Trading',
    time: '1 Jul 2026 18:00 (Europe/Berlin)',
    rep: 'Ann Smith',
    leads: '12',
    customers: '8',
  },
  zh: {
    customer: '天河贸易有限公司',
    time: '2026年7月1日 18:00 (Asia/Shanghai)',
    rep: '王小明',
    leads: '12',
    customers: '8',
  },
};

/** Values that show what a text looks like. */
export const sampleValues = ({ kind, locale }: TemplateKey): Record<string, string> =>
  Object.fromEntries(variablesOf(kind).map((name) => [name, SAMPLES[locale][name] ?? name]));
