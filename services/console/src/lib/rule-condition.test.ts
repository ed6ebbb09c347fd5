import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COMPARISONS,
  FIXED_VALUES,
  isNumeric,
  isWholeLeadPart,
  isWholeRepPart,
  LEAD_ATTRIBUTES,
  type LeadPart,
  leadText,
  needsValue,
  openLead,
  openRep,
  REP_KINDS,
  type RepPart,
  readLead,
  readRep,
  repText,
  writeLead,
  writeRep,
} from './rule-condition';
import { readTags } from './tags';

const cel = new Environment({ unlistedVariablesAreDyn: true });
const holds = (expression: string, values: Record<string, unknown>) => cel.parse(expression)(values) === true;

/** Texts with everything that could break out of a quotation, as somebody may type them. */
const typed = fc
  .string({
    unit: fc.constantFrom(...'ab"\'\\ ()[],&|=.中é\u{1f600}{$}`/<>#'),
    minLength: 1,
    maxLength: 8,
  })
  .map((text) => text.trim())
  .filter((text) => text !== '');
const listed = fc
  .uniqueArray(
    typed.map((text) => text.replaceAll(',', ';').split(';')[0]?.trim() ?? '').filter((text) => text !== ''),
    { minLength: 1, maxLength: 4 },
  )
  .map((values) => values.join(', '));
const leadPart: fc.Arbitrary<LeadPart> = fc
  .tuple(fc.constantFrom(...LEAD_ATTRIBUTES), fc.constantFrom(...COMPARISONS))
  .chain(([attribute, how]) => {
    const fixed = FIXED_VALUES[attribute];
    if (!fixed) return (how === 'oneOf' ? listed : typed).map((value) => ({ attribute, how, value }));
    if (how === 'oneOf')
      return fc.subarray([...fixed], { minLength: 1 }).map((some) => ({ attribute, how, value: some.join(', ') }));
    return fc.constantFrom(...fixed).map((value): LeadPart => ({ attribute, how: 'is', value }));
  });
const repPart: fc.Arbitrary<RepPart> = fc.constantFrom(...REP_KINDS).chain((kind) => {
  if (!needsValue(kind)) return fc.constant({ kind, value: '' });
  return (isNumeric(kind) ? fc.nat(999).map(String) : typed).map((value) => ({ kind, value }));
});

const leadHolds = (lead: Record<string, string>) => (part: LeadPart) => {
  const own = lead[part.attribute] ?? '';
  if (part.how === 'is') return own === part.value;
  return part.how === 'begins' ? own.startsWith(part.value) : readTags(part.value).includes(own);
};

describe('conditions on leads', () => {
  it('are written and read back the same', () => {
    fc.assert(
      fc.property(fc.array(leadPart, { maxLength: 5 }), (parts) => {
        expect(parts.every(isWholeLeadPart)).toBe(true);
        expect(readLead(writeLead(parts))).toEqual(parts);
        expect(leadText(openLead(writeLead(parts)))).toBe(writeLead(parts));
      }),
    );
  });

  it('mean in the language of the rules what they say', () => {
    const value = fc.oneof(typed, fc.constantFrom('', 'a', 'ab', ...Object.values(FIXED_VALUES).flat()));
    const lead = fc.record(Object.fromEntries(LEAD_ATTRIBUTES.map((name) => [name, value])));
    fc.assert(
      fc.property(fc.array(leadPart, { maxLength: 3 }), lead, fc.boolean(), (parts, found, fits) => {
        // Half of the leads are made to fit the parts as far as they can.
        const made = Object.fromEntries(parts.map((part) => [part.attribute, readTags(part.value)[0] ?? '']));
        const asked: Record<string, string> = fits ? { ...found, ...made } : found;
        expect(holds(writeLead(parts), { lead: asked })).toBe(parts.every(leadHolds(asked)));
      }),
    );
  });

  it.each([
    ['true', []],
    [' lead.country=="DE" ', [{ attribute: 'country', how: 'is', value: 'DE' }]],
    [`(lead.country in ['DE','AT'])`, [{ attribute: 'country', how: 'oneOf', value: 'DE, AT' }]],
    [
      'lead.source.startsWith("web") && (lead.type == "CUSTOMER_TYPE_PERSON" && true)',
      [
        { attribute: 'source', how: 'begins', value: 'web' },
        { attribute: 'type', how: 'is', value: 'CUSTOMER_TYPE_PERSON' },
      ],
    ],
  ])('that somebody wrote by hand are read: %s', (expression, parts) => {
    expect(readLead(expression)).toEqual(parts);
    // Looked at and saved again it is the same text.
    expect(leadText(openLead(expression))).toBe(expression);
  });

  it.each([
    '',
    'false',
    'lead.country != "DE"',
    'lead.country == "DE" || lead.country == "AT"',
    '!(lead.country == "DE")',
    'lead.cuntry == "DE"',
    'lead.country == ""',
    'lead.country == " DE"',
    'lead.country == "a\\nb"',
    'lead.country == r"DE"',
    'lead.country == """DE"""',
    'lead.country == "\\x41"',
    'lead.country in []',
    'lead.country in ["a,b"]',
    'lead.country in ["a", "a"]',
    'lead.country in ["a", ]',
    'lead.country in ["a"',
    'lead.value_level == "VALUE_LEVEL_URGENT"',
    'lead.value_level.startsWith("VALUE")',
    'lead.country == "DE" && lead',
    'lead.country == "DE" // only there',
    'lead.country == "DE" lead.city == "B"',
    '(lead.country == "DE"',
    'rep.level >= 3',
  ])('that it cannot say are left as they are: %s', (expression) => {
    expect(readLead(expression)).toBeUndefined();
    const opened = openLead(expression);
    expect(opened.parts).toBeNull();
    expect(leadText(opened)).toBe(expression);
  });

  it('are written anew once they are changed', () => {
    const opened = openLead("lead.country=='DE'");
    expect(leadText({ ...opened, parts: [{ attribute: 'country', how: 'is', value: 'AT' }] })).toBe(
      'lead.country == "AT"',
    );
    expect(leadText({ ...opened, parts: [] })).toBe('true');
  });

  it('are incomplete without a value', () => {
    expect(isWholeLeadPart({ attribute: 'city', how: 'is', value: ' ' })).toBe(false);
    expect(isWholeLeadPart({ attribute: 'city', how: 'oneOf', value: ' , ，' })).toBe(false);
  });
});

describe('conditions on reps', () => {
  it('are written and read back the same', () => {
    fc.assert(
      fc.property(fc.array(repPart, { maxLength: 5 }), (parts) => {
        expect(parts.every(isWholeRepPart)).toBe(true);
        expect(readRep(writeRep(parts))).toEqual(parts);
        expect(repText(openRep(writeRep(parts)))).toBe(writeRep(parts));
      }),
    );
  });

  it('mean in the language of the rules what they say', () => {
    const words = fc.array(fc.constantFrom<string>('a', '"', 'b'), { maxLength: 3 });
    const rep = fc.record({ skills: words, languages: words, territories: words, level: fc.nat(9), open: fc.nat(999) });
    const lead = { product_line: 'a', language: 'b', country: 'a', region: '"' };
    fc.assert(
      fc.property(fc.array(repPart, { minLength: 1, maxLength: 3 }), rep, (parts, { level, open, ...lists }) => {
        const { skills, languages, territories } = lists;
        const means: Record<string, (value: string) => boolean> = {
          skill: (value) => skills.includes(value),
          language: (value) => languages.includes(value),
          territory: (value) => territories.includes(value),
          level: (value) => level >= Number(value),
          openLeads: (value) => open < Number(value),
          productLine: () => skills.includes(lead.product_line),
          leadLanguage: () => languages.includes(lead.language),
          leadCountry: () => territories.includes(lead.country),
          leadRegion: () => territories.includes(lead.region),
        };
        const view = { ...lists, level: BigInt(level), open_leads: BigInt(open) };
        expect(holds(writeRep(parts), { lead, rep: view })).toBe(
          parts.every(({ kind, value }) => means[kind]?.(value)),
        );
      }),
    );
  });

  it.each([
    '"a" in lead.skills',
    '"a" in rep.team_id',
    'lead.city in rep.skills',
    'rep.level > 3',
    'rep.level >= 3.5',
    'rep.level >= 03',
    'rep.level >= 3u',
    'rep.id == "bob"',
    'rep.skills.exists(s, s == "a")',
  ])('that it cannot say are left as they are: %s', (expression) => {
    expect(readRep(expression)).toBeUndefined();
    expect(repText(openRep(expression))).toBe(expression);
  });

  it('may be none', () => {
    expect([readRep(''), readRep('true'), writeRep([])]).toEqual([[], [], '']);
    expect(repText(openRep('true'))).toBe('true');
  });

  it('are incomplete without a value, or with one that is no number', () => {
    expect(isWholeRepPart({ kind: 'skill', value: '' })).toBe(false);
    expect(isWholeRepPart({ kind: 'level', value: 'high' })).toBe(false);
    expect(isWholeRepPart({ kind: 'leadLanguage', value: '' })).toBe(true);
  });
});
