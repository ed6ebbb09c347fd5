import type { notification as proto } from '@fairlead/proto';
import { Faults } from '@fairlead/service-kit';
import { CATALOGUES } from '../domain/catalogue';
import {
  faultWords,
  isKind,
  isTemplateChannel,
  TEMPLATE_CHANNELS,
  type TemplateKey,
  textFaults,
  variablesOf,
} from '../domain/message-template';
import { LOCALES, type Locale } from '../domain/preferences';

interface KeyFields {
  kind: string;
  channel: string;
  locale: string;
}

/** Which text is meant; undefined with faults when there is none of that name. */
function keyOf({ kind, channel, locale }: KeyFields, faults: Faults, path = ''): TemplateKey | undefined {
  faults.check(isKind(kind) && Object.hasOwn(CATALOGUES.en.kinds, kind), `${path}kind`, 'is no kind of message');
  faults.check(isTemplateChannel(channel), `${path}channel`, `must be one of ${TEMPLATE_CHANNELS.join(', ')}`);
  faults.check(isLocale(locale), `${path}locale`, `must be one of ${LOCALES.join(', ')}`);
  if (!isKind(kind) || !isTemplateChannel(channel) || !isLocale(locale)) return undefined;
  return { kind, channel, locale };
}

const isLocale = (text: string): text is Locale => (LOCALES as readonly string[]).includes(text);

export function parseKey(request: KeyFields): TemplateKey {
  const faults = new Faults();
  const key = keyOf(request, faults);
  faults.throwIfAny();
  return key as TemplateKey;
}

/** Filters of the list; empty ones narrow nothing. */
export function checkFilter({ channel, locale }: proto.ListTemplatesRequest): void {
  new Faults()
    .check(channel === '' || isTemplateChannel(channel), 'channel', `must be one of ${TEMPLATE_CHANNELS.join(', ')}`)
    .check(locale === '' || isLocale(locale), 'locale', `must be one of ${LOCALES.join(', ')}`)
    .throwIfAny();
}

export function parseTemplateUpdate({ template: given, requestId }: proto.UpdateTemplateRequest) {
  const faults = new Faults().uuid('request_id', requestId).check(given !== undefined, 'template', 'is required');
  const template = given ?? { kind: '', channel: '', locale: '', subject: '', body: '', etag: '' };
  const key = given && keyOf(template, faults, 'template.');
  if (given) faults.check(given.etag !== '', 'template.etag', 'is required: send back the one that was read');
  // Line ends of a form are those of the network.
  const text = { subject: template.subject, body: template.body.replaceAll('\r\n', '\n') };
  if (key) for (const fault of textFaults(key, text)) faults.add(`template.${fault.field}`, faultWords(fault, key));
  faults.throwIfAny();
  return { key: key as TemplateKey, text, etag: template.etag };
}

export function parseReset({ etag, requestId, ...request }: proto.ResetTemplateRequest) {
  const faults = new Faults().uuid('request_id', requestId);
  faults.check(etag !== '', 'etag', 'is required: send back the one that was read');
  const key = keyOf(request, faults);
  faults.throwIfAny();
  return { key: key as TemplateKey, etag };
}

const MAX_VALUE = 200;
const MAX_PREVIEW = 5000;

export function parsePreview({ subject, body, values, ...request }: proto.PreviewTemplateRequest) {
  const faults = new Faults();
  const key = keyOf(request, faults);
  faults.check(subject.length <= MAX_PREVIEW, 'subject', `must have at most ${MAX_PREVIEW} characters`);
  faults.check(body.length <= MAX_PREVIEW, 'body', `must have at most ${MAX_PREVIEW} characters`);
  for (const [name, value] of Object.entries(values)) {
    const field = `values[${name.slice(0, 40)}]`;
    if (key) faults.check(variablesOf(key.kind).includes(name), field, 'is no variable of this message');
    faults.text(field, value, { max: MAX_VALUE });
  }
  faults.throwIfAny();
  return { key: key as TemplateKey, text: { subject, body: body.replaceAll('\r\n', '\n') }, values };
}
