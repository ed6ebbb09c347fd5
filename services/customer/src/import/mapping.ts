import { createHash } from 'node:crypto';
import type { Fault } from '@fairlead/service-kit';
import { fold } from './fold';
import { IMPORT_FIELDS, type ImportField, isImportField } from './import-fields';
import { SYNONYMS } from './synonyms';

/** Which column is which field; a constant is the same text for every row. */
export interface ColumnMapping {
  columns: { column: string; field: ImportField }[];
  constants?: Partial<Record<ImportField, string>>;
}

const FOLDED = IMPORT_FIELDS.map((field) => ({ field, names: SYNONYMS[field].map(fold) }));

/** The mapping that the names of the columns suggest, in the order of the file. A field is suggested once. */
export function suggestMapping(header: string[]): ColumnMapping {
  const folded = header.map(fold);
  const columns = FOLDED.flatMap(({ field, names }) => {
    const name = names.find((candidate) => folded.includes(candidate));
    return name === undefined ? [] : [{ index: folded.indexOf(name), field }];
  });
  return {
    columns: columns.sort((a, b) => a.index - b.index).map(({ index, field }) => ({ column: header[index]!, field })),
  };
}

/** The same for files with the same columns in any order, so that a mapping can be kept for them. */
export function headerFingerprint(header: string[]): string {
  const names = header.map((name) => name.trim().normalize('NFC')).sort();
  return createHash('sha256').update(JSON.stringify(names)).digest('hex');
}

/** Every fault of a mapping for a file; the field of a fault is its place in the mapping. */
export function checkMapping(mapping: ColumnMapping, header: string[]): Fault[] {
  const faults: Fault[] = [];
  const fields = new Set<string>();
  const columns = new Set<string>();
  const take = (field: string, at: string) => {
    if (!isImportField(field)) faults.push({ field: at, description: `${field} is not a field` });
    else if (fields.has(field)) faults.push({ field: at, description: `${field} is mapped twice` });
    fields.add(field);
  };
  mapping.columns.forEach(({ column, field }, index) => {
    const at = `columns[${index}]`;
    if (column === '' || !header.includes(column)) {
      faults.push({ field: `${at}.column`, description: `the file has no column "${column}"` });
    } else if (columns.has(column)) {
      faults.push({ field: `${at}.column`, description: `column "${column}" is mapped twice` });
    }
    columns.add(column);
    take(field, `${at}.field`);
  });
  for (const field of Object.keys(mapping.constants ?? {})) take(field, `constants.${field}`);
  if (!fields.has('displayName')) faults.push({ field: 'columns', description: 'displayName is not mapped' });
  return faults;
}
