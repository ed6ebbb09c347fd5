import { customer as proto } from '@fairlead/proto';
import type { CustomerProfile } from '../domain/customer';
import { type CellWords, CUSTOMER_TYPES, countryCode, languageTag, splitTags, VALUE_LEVELS } from './cell-words';
import type { ImportField } from './column-names';
import type { ColumnMapping } from './mapping';
import type { TableRow } from './table';

/** What a row says, before it is checked as a profile. */
export interface RowInput {
  number: number;
  cells: string[];
  profile: CustomerProfile;
  externalRef: string;
  ownerId: string;
  teamId: string;
  /** Its own fault in the file, beside which nothing else of it counts. */
  fault?: string;
  /** Words that are not understood. */
  faults: { column: string; description: string }[];
  /** The heading under which a field of the profile (or `owner_id`, `team_id`, `external_ref`) came. */
  columnOf(field: string): string;
}

const { CustomerType, ValueLevel } = proto;

/** Reads a row by a mapping. Words for countries, levels and types are understood; anything else stays as it is. */
export function toInput(row: TableRow, header: string[], mapping: ColumnMapping): RowInput {
  const headingOf = new Map(mapping.columns.map(({ column, field }) => [field, column]));
  const columnOf = (fault: string): string => {
    const part = /^contacts\[0\]\.(\w+)$/.exec(fault)?.[1];
    const field = part
      ? `contact_${part}`
      : fault.replace(/^contacts\b.*/, 'contact_name').replace(/^tags\b.*/, 'tags');
    return headingOf.get(field) ?? field;
  };
  const value = (field: ImportField): string => {
    const heading = headingOf.get(field);
    const own = heading === undefined ? '' : (row.cells[header.indexOf(heading)] ?? '').trim();
    return own !== '' ? own : (mapping.constants[field] ?? '').trim();
  };
  const faults: RowInput['faults'] = [];
  const oneOf = <T extends string>(field: ImportField, words: CellWords<T>, none: T): T => {
    const text = value(field);
    const found = text === '' ? none : words.value(text);
    if (found === undefined) faults.push({ column: columnOf(field), description: `must be one of ${words.examples}` });
    return found ?? none;
  };
  const contact = {
    id: '',
    name: value('contact_name'),
    title: value('contact_title'),
    phone: value('contact_phone'),
    email: value('contact_email'),
  };
  const profile: CustomerProfile = {
    type: oneOf('type', CUSTOMER_TYPES, CustomerType.CUSTOMER_TYPE_UNSPECIFIED),
    displayName: value('display_name'),
    country: countryCode(value('country')),
    region: value('region'),
    city: value('city'),
    address: value('address'),
    industry: value('industry'),
    source: value('source'),
    productLine: value('product_line'),
    language: languageTag(value('language')),
    valueLevel: oneOf('value_level', VALUE_LEVELS, ValueLevel.VALUE_LEVEL_UNSPECIFIED),
    phone: value('phone'),
    email: value('email'),
    contacts: Object.values(contact).some((text) => text !== '') ? [contact] : [],
    tags: splitTags(value('tags')),
  };
  const { number, cells } = row;
  const rest = { externalRef: value('external_ref'), ownerId: value('owner_id'), teamId: value('team_id') };
  return { number, cells, profile, ...rest, fault: row.fault?.message, faults, columnOf };
}
