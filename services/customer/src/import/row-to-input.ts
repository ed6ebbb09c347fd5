import { customer as proto } from '@fairlead/proto';
import type { Fault } from '@fairlead/service-kit';
import type { CustomerProfile } from '../domain/customer';
import { normalizeProfile } from '../domain/profile-rules';
import { countryCode, customerType, splitTags, valueLevel } from './cell-words';
import { ColumnFaults } from './column-faults';
import type { ImportField } from './import-fields';
import type { ColumnMapping } from './mapping';

/** A row as the service would write it. */
export interface RowInput {
  /** In normal form, and empty where the row gives nothing. */
  profile: CustomerProfile;
  /** The fields that the row gives; `displayName` is always one of them. */
  fields: Set<keyof CustomerProfile>;
  externalRef: string;
  ownerId: string;
  teamId: string;
  /** Every fault of the row, named by the column. With any of them the row must not be written. */
  faults: Fault[];
}

const MAX_REFERENCE = 100;

/** Reads a row by a mapping that is right for the header. Nothing is cut or guessed: what is not understood is a fault. */
export function toInput(row: { cells: string[] }, header: string[], mapping: ColumnMapping): RowInput {
  const given = givenTexts(row.cells, header, mapping);
  const faults = new ColumnFaults(mapping);
  const text = (field: ImportField) => given.get(field) ?? '';
  const reference = (field: 'externalRef' | 'ownerId' | 'teamId', name: string) => {
    faults.text(name, text(field), { max: MAX_REFERENCE });
    return text(field);
  };
  const fields = givenFields(given);
  const profile = readProfile(text, faults);
  const normal = normalizeProfile(profile, fields, 'lead', faults);
  return {
    profile: { ...profile, ...normal },
    fields,
    externalRef: reference('externalRef', 'external_ref'),
    ownerId: reference('ownerId', 'owner_id'),
    teamId: reference('teamId', 'team_id'),
    faults: faults.found,
  };
}

function givenTexts(cells: string[], header: string[], mapping: ColumnMapping): Map<ImportField, string> {
  const given = new Map<ImportField, string>();
  const set = (field: ImportField, value: string) => {
    if (value.trim() !== '') given.set(field, value.trim());
  };
  for (const [field, value] of Object.entries(mapping.constants ?? {})) set(field as ImportField, value);
  for (const { column, field } of mapping.columns) set(field, cells[header.indexOf(column)] ?? '');
  return given;
}

function givenFields(given: ReadonlyMap<ImportField, string>): Set<keyof CustomerProfile> {
  const fields = new Set<keyof CustomerProfile>(['displayName']);
  for (const field of given.keys()) {
    if (field.startsWith('contacts')) fields.add('contacts');
    else if (field !== 'externalRef' && field !== 'ownerId' && field !== 'teamId') {
      fields.add(field as keyof CustomerProfile);
    }
  }
  return fields;
}

function readProfile(text: (field: ImportField) => string, faults: ColumnFaults): CustomerProfile {
  const word = <T>(field: ImportField, read: (cell: string) => T | null, none: T, what: string): T => {
    const cell = text(field);
    const value = cell === '' ? none : read(cell);
    if (value === null) faults.addField(field, `"${shown(cell)}" is not a known ${what}`);
    return value ?? none;
  };
  return {
    type: word('type', customerType, proto.CustomerType.CUSTOMER_TYPE_UNSPECIFIED, 'type'),
    displayName: text('displayName'),
    country: word('country', countryCode, '', 'country'),
    region: text('region'),
    city: text('city'),
    address: text('address'),
    industry: text('industry'),
    source: text('source'),
    productLine: text('productLine'),
    valueLevel: word('valueLevel', valueLevel, proto.ValueLevel.VALUE_LEVEL_UNSPECIFIED, 'value level'),
    phone: text('phone'),
    email: text('email'),
    contacts: readContacts(text),
    tags: splitTags(text('tags')),
  };
}

function readContacts(text: (field: ImportField) => string): CustomerProfile['contacts'] {
  const contact = {
    name: text('contacts[0].name'),
    title: text('contacts[0].title'),
    phone: text('contacts[0].phone'),
    email: text('contacts[0].email'),
  };
  return Object.values(contact).some((value) => value !== '') ? [{ id: '', ...contact }] : [];
}

/** A cell in a message; the message, not the cell, is short. */
const shown = (cell: string) => ([...cell].length > 40 ? `${[...cell].slice(0, 40).join('')}…` : cell);
