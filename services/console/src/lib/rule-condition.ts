import { quote, type Token, tokensOf } from './cel-tokens';
import { readTags } from './tags';

/** What rules may ask of a lead. */
export const LEAD_ATTRIBUTES = [
  'country',
  'region',
  'city',
  'industry',
  'source',
  'product_line',
  'value_level',
  'type',
  'language',
] as const;
export type LeadAttribute = (typeof LEAD_ATTRIBUTES)[number];

/** How an attribute is compared. */
export const COMPARISONS = ['is', 'oneOf', 'begins'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Attributes with fixed values. */
export const FIXED_VALUES: Partial<Record<LeadAttribute, readonly string[]>> = {
  value_level: ['VALUE_LEVEL_HIGH', 'VALUE_LEVEL_NORMAL', 'VALUE_LEVEL_LOW', 'VALUE_LEVEL_UNSPECIFIED'],
  type: ['CUSTOMER_TYPE_ORGANIZATION', 'CUSTOMER_TYPE_PERSON'],
};

/** What is asked of a rep; those of the first list need a value. */
export const REP_KINDS = [
  'skill',
  'language',
  'territory',
  'level',
  'openLeads',
  'productLine',
  'leadLanguage',
  'leadCountry',
  'leadRegion',
] as const;
export type RepKind = (typeof REP_KINDS)[number];

export interface LeadPart {
  attribute: LeadAttribute;
  how: Comparison;
  /** As it is typed; several with commas between them for `oneOf`. */
  value: string;
}

export interface RepPart {
  kind: RepKind;
  /** Empty where the lead gives the value. */
  value: string;
}

/** A condition that is being typed: parts that must all hold, or (`parts` null) an expression as it is. */
export interface Condition<P> {
  parts: P[] | null;
  /** The expression; of parts the one that they were read from, empty for new ones. */
  text: string;
}

const LISTS: Partial<Record<RepKind, string>> = { skill: 'skills', language: 'languages', territory: 'territories' };
const OF_LEAD: Partial<Record<RepKind, readonly [attribute: string, list: string]>> = {
  productLine: ['product_line', 'skills'],
  leadLanguage: ['language', 'languages'],
  leadCountry: ['country', 'territories'],
  leadRegion: ['region', 'territories'],
};
const NUMBERS: Partial<Record<RepKind, readonly [name: string, sign: string]>> = {
  level: ['level', '>='],
  openLeads: ['open_leads', '<'],
};

export const needsValue = (kind: RepKind): boolean => OF_LEAD[kind] === undefined;
export const isNumeric = (kind: RepKind): boolean => NUMBERS[kind] !== undefined;

const isNumber = (value: string) => /^(0|[1-9]\d{0,5})$/.test(value);

/** Whether a part says all that it has to. */
export const isWholeLeadPart = ({ value, how }: LeadPart): boolean =>
  how === 'oneOf' ? readTags(value).length > 0 : value.trim() !== '';
export const isWholeRepPart = ({ kind, value }: RepPart): boolean =>
  !needsValue(kind) || (isNumeric(kind) ? isNumber(value.trim()) : value.trim() !== '');

function writeLeadPart({ attribute, how, value }: LeadPart): string {
  if (how === 'begins') return `lead.${attribute}.startsWith(${quote(value.trim())})`;
  if (how === 'oneOf') return `lead.${attribute} in [${readTags(value).map(quote).join(', ')}]`;
  return `lead.${attribute} == ${quote(value.trim())}`;
}

function writeRepPart({ kind, value }: RepPart): string {
  const [number, ofLead] = [NUMBERS[kind], OF_LEAD[kind]];
  if (ofLead) return `lead.${ofLead[0]} in rep.${ofLead[1]}`;
  if (number) return `rep.${number[0]} ${number[1]} ${value.trim()}`;
  return `${quote(value.trim())} in rep.${LISTS[kind]}`;
}

/** The expression of parts that must all hold; no parts: every lead. */
export const writeLead = (parts: readonly LeadPart[]): string => parts.map(writeLeadPart).join(' && ') || 'true';

/** The same for reps; no parts: every rep. */
export const writeRep = (parts: readonly RepPart[]): string => parts.map(writeRepPart).join(' && ');

/** The parts of an expression; undefined when they cannot say exactly the same. */
export const readLead = (expression: string): LeadPart[] | undefined => readParts(expression, leadPart);
export const readRep = (expression: string): RepPart[] | undefined =>
  expression.trim() === '' ? [] : readParts(expression, repPart);

/** What an expression looks like to somebody who edits it. */
export const openLead = (text: string): Condition<LeadPart> => ({ parts: readLead(text) ?? null, text });
export const openRep = (text: string): Condition<RepPart> => ({ parts: readRep(text) ?? null, text });

/** The expression of a condition. One that was not changed stays as it was written, to the letter. */
export const leadText = (condition: Condition<LeadPart>): string => textOf(condition, readLead, writeLead);
export const repText = (condition: Condition<RepPart>): string => textOf(condition, readRep, writeRep);

function textOf<P>(
  { parts, text }: Condition<P>,
  read: (text: string) => P[] | undefined,
  write: (parts: P[]) => string,
): string {
  if (parts === null) return text;
  const written = write(parts);
  const before = text === '' ? undefined : read(text);
  return before && write(before) === written ? text : written;
}

class Unreadable extends Error {}

/** Reads tokens one after the other. */
class Reader {
  private at = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  get done(): boolean {
    return this.at === this.tokens.length;
  }
  /** Takes a name or sign when it comes next. */
  accept(value: string): boolean {
    const token = this.tokens[this.at];
    const found = token !== undefined && token.kind !== 'text' && token.value === value;
    if (found) this.at += 1;
    return found;
  }
  expect(...values: string[]): void {
    for (const value of values) if (!this.accept(value)) throw new Unreadable();
  }
  take(kind: Token['kind']): string {
    const token = this.tokens[this.at];
    if (token?.kind !== kind) throw new Unreadable();
    this.at += 1;
    return token.value;
  }
  comesText(): boolean {
    return this.tokens[this.at]?.kind === 'text';
  }
}

function readParts<P>(expression: string, readPart: (reader: Reader) => P): P[] | undefined {
  const tokens = tokensOf(expression);
  if (!tokens || tokens.length === 0) return undefined;
  const reader = new Reader(tokens);
  try {
    const parts = readAnd(reader, readPart);
    return reader.done ? parts : undefined;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function readAnd<P>(reader: Reader, readPart: (reader: Reader) => P): P[] {
  const parts: P[] = [];
  do {
    if (reader.accept('(')) {
      parts.push(...readAnd(reader, readPart));
      reader.expect(')');
    } else if (!reader.accept('true')) parts.push(readPart(reader));
  } while (reader.accept('&&'));
  return parts;
}

/** A text that a field can show and give back. */
function plain(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a field cannot show.
  if (value === '' || value !== value.trim() || /[\u0000-\u001f\u007f]/.test(value)) throw new Unreadable();
  return value;
}

function leadPart(reader: Reader): LeadPart {
  reader.expect('lead', '.');
  const name = reader.take('name');
  const attribute = LEAD_ATTRIBUTES.find((each) => each === name) ?? unreadable();
  const allowed = (value: string) => {
    const fixed = FIXED_VALUES[attribute];
    return fixed && !fixed.includes(value) ? unreadable() : plain(value);
  };
  if (reader.accept('==')) return { attribute, how: 'is', value: allowed(reader.take('text')) };
  if (reader.accept('in')) return { attribute, how: 'oneOf', value: readList(reader, allowed) };
  if (FIXED_VALUES[attribute]) throw new Unreadable();
  reader.expect('.', 'startsWith', '(');
  const value = plain(reader.take('text'));
  reader.expect(')');
  return { attribute, how: 'begins', value };
}

/** Values that a field with commas between them can show and give back. */
function readList(reader: Reader, allowed: (value: string) => string): string {
  const values: string[] = [];
  reader.expect('[');
  do values.push(allowed(reader.take('text')));
  while (reader.accept(','));
  reader.expect(']');
  const typed = values.join(', ');
  const again = readTags(typed);
  if (again.length !== values.length || again.some((value, index) => value !== values[index])) throw new Unreadable();
  return typed;
}

function repPart(reader: Reader): RepPart {
  if (reader.comesText()) {
    const value = plain(reader.take('text'));
    reader.expect('in', 'rep', '.');
    const list = reader.take('name');
    return { kind: REP_KINDS.find((kind) => LISTS[kind] === list) ?? unreadable(), value };
  }
  if (reader.accept('lead')) {
    reader.expect('.');
    const attribute = reader.take('name');
    reader.expect('in', 'rep', '.');
    const list = reader.take('name');
    const kind = REP_KINDS.find((each) => OF_LEAD[each]?.[0] === attribute && OF_LEAD[each]?.[1] === list);
    return { kind: kind ?? unreadable(), value: '' };
  }
  reader.expect('rep', '.');
  const name = reader.take('name');
  const kind = REP_KINDS.find((each) => NUMBERS[each]?.[0] === name) ?? unreadable();
  reader.expect(NUMBERS[kind]?.[1] ?? '');
  const value = reader.take('number');
  return { kind, value: isNumber(value) ? value : unreadable() };
}

function unreadable(): never {
  throw new Unreadable();
}
