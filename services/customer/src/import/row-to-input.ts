import { customer as proto } from '@fairlead/proto';
import { getCountries } from 'libphonenumber-js/max';
import { foldText } from '../domain/company-name';
import type { CustomerProfile } from '../domain/customer';
import type { ColumnMapping, ImportField } from './mapping';
import type { TableRow } from './table';

/** What a row says, before it is checked as a profile. */
export interface RowInput {
  number: number;
  cells: string[];
  profile: CustomerProfile;
  externalRef: string;
  ownerId: string;
  teamId: string;
  /** What is wrong already; then nothing else of it counts. */
  faults: { column: string; description: string }[];
  /** The heading under which a field of the profile (or `owner_id`, `team_id`, `external_ref`) came. */
  columnOf(field: string): string;
}

const { CustomerType, ValueLevel } = proto;

const VALUE_LEVELS: Record<string, proto.ValueLevel> = {
  高: ValueLevel.VALUE_LEVEL_HIGH,
  high: ValueLevel.VALUE_LEVEL_HIGH,
  中: ValueLevel.VALUE_LEVEL_NORMAL,
  普通: ValueLevel.VALUE_LEVEL_NORMAL,
  normal: ValueLevel.VALUE_LEVEL_NORMAL,
  medium: ValueLevel.VALUE_LEVEL_NORMAL,
  低: ValueLevel.VALUE_LEVEL_LOW,
  low: ValueLevel.VALUE_LEVEL_LOW,
};
const TYPES: Record<string, proto.CustomerType> = {
  企业: CustomerType.CUSTOMER_TYPE_ORGANIZATION,
  公司: CustomerType.CUSTOMER_TYPE_ORGANIZATION,
  organization: CustomerType.CUSTOMER_TYPE_ORGANIZATION,
  company: CustomerType.CUSTOMER_TYPE_ORGANIZATION,
  个人: CustomerType.CUSTOMER_TYPE_PERSON,
  person: CustomerType.CUSTOMER_TYPE_PERSON,
};
const COUNTRIES = countryNames();

/** Where a fault of a profile's field lies in the table. */
const FIELD_OF_FAULT: [pattern: RegExp, field: ImportField][] = [
  [/^contacts\[0\]\.(name|title|phone|email)$/, 'contact_name'],
  [/^contacts/, 'contact_name'],
  [/^tags/, 'tags'],
];

/** Reads a row by a mapping. Words for countries, levels and types are understood; anything else stays as it is. */
export function toInput(row: TableRow, header: string[], mapping: ColumnMapping): RowInput {
  const headingOf = new Map(mapping.columns.map(({ column, field }) => [field, column]));
  const columnOf = (fault: string): string => {
    const part = /^contacts\[0\]\.(\w+)$/.exec(fault)?.[1];
    const field = part ? `contact_${part}` : (FIELD_OF_FAULT.find(([pattern]) => pattern.test(fault))?.[1] ?? fault);
    return headingOf.get(field) ?? field;
  };
  const value = (field: ImportField): string => {
    const heading = headingOf.get(field);
    const own = heading === undefined ? '' : (row.cells[header.indexOf(heading)] ?? '').trim();
    return own !== '' ? own : (mapping.constants[field] ?? '').trim();
  };
  const faults: RowInput['faults'] = row.fault ? [{ column: '', description: row.fault.message }] : [];
  const oneOf = <T extends string>(field: ImportField, words: Record<string, T>, none: T): T => {
    const text = value(field);
    if (text === '') return none;
    const found = words[foldText(text)] ?? Object.values(words).find((each) => each === text);
    if (found === undefined) {
      const column = headingOf.get(field) ?? field;
      faults.push({ column, description: `must be one of ${Object.keys(words).join(', ')}` });
    }
    return found ?? none;
  };
  const contact = {
    id: '',
    name: value('contact_name'),
    title: value('contact_title'),
    phone: value('contact_phone'),
    email: value('contact_email'),
  };
  const country = value('country');
  const profile: CustomerProfile = {
    type: oneOf('type', TYPES, CustomerType.CUSTOMER_TYPE_UNSPECIFIED),
    displayName: value('display_name'),
    country: COUNTRIES.get(foldText(country)) ?? country,
    region: value('region'),
    city: value('city'),
    address: value('address'),
    industry: value('industry'),
    source: value('source'),
    productLine: value('product_line'),
    valueLevel: oneOf('value_level', VALUE_LEVELS, ValueLevel.VALUE_LEVEL_UNSPECIFIED),
    phone: value('phone'),
    email: value('email'),
    contacts: Object.values(contact).some((text) => text !== '') ? [contact] : [],
    tags: tagsOf(value('tags')),
  };
  const { number, cells } = row;
  const rest = { externalRef: value('external_ref'), ownerId: value('owner_id'), teamId: value('team_id') };
  return { number, cells, profile, ...rest, faults, columnOf };
}

/** Tags between commas or semicolons, of whatever width; the same tag twice is one. */
const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，;；、|]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];

/** Names of countries in English and Chinese, folded, and what they are called for short. */
function countryNames(): Map<string, string> {
  const names = new Map<string, string>();
  for (const language of ['en', 'zh-Hans']) {
    const display = new Intl.DisplayNames(language, { type: 'region' });
    for (const code of getCountries()) names.set(foldText(display.of(code) ?? code), code);
  }
  for (const [name, code] of [
    ['usa', 'US'],
    ['uk', 'GB'],
    ['england', 'GB'],
    ['prc', 'CN'],
    ['china mainland', 'CN'],
    ['中国大陆', 'CN'],
    ['台湾', 'TW'],
    ['香港', 'HK'],
    ['澳门', 'MO'],
  ] as const)
    names.set(name, code);
  return names;
}
