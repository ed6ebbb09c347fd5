import { createHash } from 'node:crypto';
import type { customer as proto } from '@fairlead/proto';
import type { Fault } from '@fairlead/service-kit';
import { COLUMN_NAMES, IMPORT_FIELDS } from './column-names';
import { foldWords } from './fold-words';
import { withoutRejectColumns } from './reject-columns';

export interface ColumnMapping {
  columns: proto.MappedColumn[];
  /** One value for all rows that have none of their own. */
  constants: Record<string, string>;
}

/** What the headings suggest; each field is suggested once, for the column with the surest name. */
export function suggestMapping(header: string[]): Pick<ColumnMapping, 'columns'> {
  const folded = header.map(foldWords);
  const found = COLUMN_NAMES.flatMap(({ field, names }) => {
    const name = names.find((each) => folded.includes(each));
    return name === undefined ? [] : [{ index: folded.indexOf(name), field }];
  });
  return {
    columns: found
      .sort((a, b) => a.index - b.index)
      .map(({ index, field }) => ({ column: header[index] ?? '', field })),
  };
}

/** Tells files with the same headings, however they are written; their order and a file of rejected rows make no difference. */
export const headerFingerprint = (header: string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(withoutRejectColumns(header).map(foldWords).sort()))
    .digest('base64url')
    .slice(0, 22);

/** A mapping for a file of the same fingerprint, with the headings as this file writes them. */
export const mappingFor = (header: string[], { columns, constants }: ColumnMapping): ColumnMapping => ({
  columns: columns.map(({ column, field }) => ({
    column: header.includes(column) ? column : (header.find((name) => foldWords(name) === foldWords(column)) ?? column),
    field,
  })),
  constants,
});

const MAX_CONSTANT = 200;

/** Everything that is wrong with a mapping. */
export function checkMapping({ columns, constants }: ColumnMapping, header: string[]): Fault[] {
  const faults: Fault[] = [];
  const add = (field: string, description: string) => faults.push({ field, description });
  const isField = (name: string) => (IMPORT_FIELDS as string[]).includes(name);
  columns.forEach(({ column, field }, index) => {
    const at = `mapping.columns[${index}]`;
    if (!header.includes(column)) add(`${at}.column`, `the file has no column ${column}`);
    if (!isField(field)) add(`${at}.field`, `must be one of ${IMPORT_FIELDS.join(', ')}`);
    if (columns.findIndex((other) => other.column === column) < index) add(`${at}.column`, 'is used twice');
    if (columns.findIndex((other) => other.field === field) < index) add(`${at}.field`, 'is filled twice');
  });
  for (const [field, value] of Object.entries(constants)) {
    if (!isField(field)) add(`mapping.constants.${field}`, `must be one of ${IMPORT_FIELDS.join(', ')}`);
    if (value.length > MAX_CONSTANT) add(`mapping.constants.${field}`, `must have at most ${MAX_CONSTANT} characters`);
  }
  if (!columns.some(({ field }) => field === 'display_name'))
    add('mapping.columns', 'a column must be the display_name');
  return faults;
}
