import fc from 'fast-check';
import { KINDS } from './catalogue';
import {
  builtInText,
  requiredVariables,
  sampleValues,
  TEMPLATE_CHANNELS,
  type TemplateKey,
  textFaults,
  variablesOf,
} from './message-template';
import { LOCALES } from './preferences';
import { previewText } from './preview-text';
import { cutText, smsSegments } from './sms-text';

const KEYS: TemplateKey[] = KINDS.flatMap((kind) =>
  TEMPLATE_CHANNELS.flatMap((channel) => LOCALES.map((locale) => ({ kind, channel, locale }))),
);
const mail: TemplateKey = { kind: 'first_contact_breach', channel: 'mail', locale: 'en' };
const around = { consoleUrl: 'https://crm.test', maxSmsText: 35 };

describe('texts of messages', () => {
  it.each(KEYS)('the built-in one of $kind by $channel in $locale has no fault', (key) => {
    expect(textFaults(key, builtInText(key))).toEqual([]);
    const { text } = previewText(key, builtInText(key), sampleValues(key), around);
    expect(text).not.toMatch(/[{}]/);
  });

  it('name unknown and missing variables, with the place of the former', () => {
    expect(variablesOf('first_contact_breach')).toEqual(['customer', 'time']);
    expect(requiredVariables(mail)).toEqual(['customer', 'time']);
    const faults = textFaults(mail, { subject: 'Hi {name}', body: '中😀 {custmer} is late }' });
    expect(faults).toEqual([
      { field: 'subject', reason: 'unknown_variable', variable: 'name', position: 3 },
      { field: 'body', reason: 'unknown_variable', variable: 'custmer', position: 3 },
      { field: 'body', reason: 'stray_brace', variable: '', position: 21 },
      { field: 'body', reason: 'missing_variable', variable: 'customer', position: -1 },
      { field: 'body', reason: 'missing_variable', variable: 'time', position: -1 },
    ]);
  });

  it('are one line where the channel has one, neither empty nor too long', () => {
    const reasons = (key: TemplateKey, subject: string, body: string) =>
      textFaults(key, { subject, body }).map(({ field, reason }) => `${field} ${reason}`);
    const body = '{customer} {time}';
    expect(reasons(mail, 'a\nb', `${body}\nnext`)).toEqual(['subject control_character']);
    expect(reasons(mail, ' ', `${body}${'x'.repeat(2000)}`)).toEqual(['subject empty', 'body too_long']);
    const sms: TemplateKey = { ...mail, channel: 'sms' };
    expect(requiredVariables(sms)).toEqual(['customer']);
    expect(reasons(sms, '', '{customer}')).toEqual([]);
    expect(reasons(sms, 'x', '{customer}\n')).toEqual(['subject not_empty', 'body control_character']);
  });

  it('that have no fault leave no placeholder, whatever is written around', () => {
    const words = fc.array(fc.constantFrom('{customer}', '{time}', 'x', '中', '\n', ' '), { maxLength: 30 });
    fc.assert(
      fc.property(words, (parts) => {
        const text = { subject: 'S', body: parts.join('') };
        if (textFaults(mail, text).length > 0) return;
        const shown = previewText(mail, text, sampleValues(mail), around);
        expect(shown.text).toContain('Contoso Trading');
        expect(shown.text).not.toMatch(/[{}]/);
      }),
    );
  });
});

describe('a short message', () => {
  it.each([
    [60, 1],
    [62, 1],
    [63, 2],
    [126, 2],
    [127, 3],
  ])('of %s characters is billed as %s with the sign 【法域科技中国】', (length, segments) => {
    expect(smsSegments('中'.repeat(length), '法域科技中国')).toBe(segments);
  });

  it('is cut where the template takes no more', () => {
    expect(cutText('中'.repeat(35), 35)).toBe('中'.repeat(35));
    expect(cutText('中'.repeat(36), 35)).toBe(`${'中'.repeat(34)}…`);
  });
});
