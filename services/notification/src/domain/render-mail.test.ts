import fc from 'fast-check';
import { CATALOGUES, KINDS, type MailText } from './catalogue';
import type { Locale } from './preferences';
import { localTime, renderMail } from './render-mail';

const content = (kind: string, locale: Locale, subject = 'l1') => ({
  kind,
  subject,
  locale,
  timeZone: 'Asia/Shanghai',
  params: { caseId: 'k1', dueTime: '2026-01-01T00:00:00.000Z', fromRepId: 'ann', leads: '3', customers: '4' },
});
const around = (name?: string, items: ReturnType<typeof content>[] = []) => ({
  consoleUrl: 'https://crm.test/',
  customers: new Map(name === undefined ? [] : [['l1', name]]),
  items,
});
const placeholders = ({ subject, body }: MailText) =>
  [subject, body].map((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());

/** Where messages lead that are about no customer. */
const PLACES: Partial<Record<string, string>> = {
  registration_expiring: 'registrations/l1',
  registration_expired: 'registrations/l1',
  registration_contested: 'registrations/l1',
  registration_stands: 'registrations/l1',
  registration_lost: 'registrations',
  contest_won: 'registrations/l1',
  contest_to_decide: 'contests',
  contest_lost: 'contests',
  contest_void: 'contests',
};

const PLACE_OF = [
  ['handover_', 'handovers/l1'],
  ['first_response_', 'cases/l1'],
  ['resolution_', 'cases/l1'],
  ['case_', 'cases/k1'],
] as const;

describe('the texts of mails', () => {
  it('exist in both languages for the same kinds with the same placeholders', () => {
    const { zh, en } = CATALOGUES;
    expect(Object.keys(zh.kinds).sort()).toEqual([...KINDS].sort());
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    expect(Object.keys(en.kinds).sort()).toEqual(Object.keys(zh.kinds).sort());
    for (const kind of KINDS) expect(placeholders(zh.kinds[kind])).toEqual(placeholders(en.kinds[kind]));
    expect(placeholders(zh.digest)).toEqual(placeholders(en.digest));
    expect(placeholders(zh.other)).toEqual(placeholders(en.other));
  });

  it.each(KINDS.flatMap((kind) => (['zh', 'en'] as const).map((locale) => [kind, locale] as const)))(
    'of %s in %s are whole',
    (kind, locale) => {
      const { subject, text, html } = renderMail(content(kind, locale), around('Contoso'));
      for (const part of [subject, text, html]) expect(part).not.toMatch(/[{}]/);
      const place = PLACES[kind] ?? PLACE_OF.find(([start]) => kind.startsWith(start))?.[1] ?? 'customers/l1';
      // A registered prospect is no customer whose name could be read.
      expect(subject.includes('Contoso')).toBe(place === 'customers/l1' || kind.startsWith('case_'));
      expect(text).toContain(`https://crm.test/${place}\n`);
      expect(html).toContain(`https://crm.test/${place}"`);
    },
  );

  it('show times by the recipient’s clock and language', () => {
    const iso = '2026-07-01T18:30:00.000Z';
    expect(localTime(iso, 'Asia/Shanghai', 'zh')).toBe('2026年7月2日 02:30 (Asia/Shanghai)');
    expect(localTime(iso, 'Europe/Berlin', 'en')).toBe('1 Jul 2026 20:30 (Europe/Berlin)');
    expect(localTime('', 'UTC', 'en')).toBe('–');
  });

  it('take a neutral word for a name that cannot be read, and a general text for an unknown kind', () => {
    expect(renderMail(content('lead_recycled', 'en'), around()).subject).toContain('a customer');
    expect(renderMail(content('toString', 'en'), around('Contoso')).subject).toBe('News about Contoso');
  });

  it('never let a name become markup or a header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('zh', 'en'), (name, locale) => {
        const hostile = `<script>"&'\r\nBcc: x@y.zz${name}`;
        const { subject, html } = renderMail(content('lead_recycled', locale as Locale), around(hostile));
        expect(subject).not.toMatch(/[\r\n]/);
        expect(html).not.toContain('<script');
        expect(html).toContain('&lt;script&gt;&quot;&amp;&#39;');
      }),
    );
  });

  it('of a digest list every item with its link', () => {
    const items = [content('lead_recycled', 'en'), content('first_contact_breach', 'en', 'l2')];
    const digest = { ...content('digest', 'zh', ''), params: {} };
    const { subject, text, html } = renderMail(digest, around('Contoso', items));
    expect(subject).toContain('2');
    for (const part of [text, html]) {
      for (const id of ['l1', 'l2']) expect(part).toContain(`https://crm.test/customers/${id}`);
    }
    expect(text).toContain('Contoso');
    expect(text).toContain('某客户');
  });
});
