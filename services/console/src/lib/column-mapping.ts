import type { ColumnMapping } from '../api/imports';

/** What a column can be used for, in the order of the choice. */
export const IMPORT_FIELDS = [
  'display_name',
  'external_ref',
  'phone',
  'email',
  'contact_name',
  'contact_title',
  'contact_phone',
  'contact_email',
  'country',
  'region',
  'city',
  'address',
  'industry',
  'source',
  'product_line',
  'language',
  'value_level',
  'type',
  'tags',
  'owner_id',
  'team_id',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Fields that may have one value for all rows: those that do not tell one customer from another. */
export const SHARED_FIELDS: readonly ImportField[] = [
  'country',
  'region',
  'city',
  'industry',
  'source',
  'product_line',
  'language',
  'value_level',
  'type',
  'tags',
  'owner_id',
  'team_id',
];

export const fieldOf = ({ columns }: ColumnMapping, column: string): string =>
  columns.find((each) => each.column === column)?.field ?? '';

export const isMapped = ({ columns }: ColumnMapping, field: string): boolean =>
  columns.some((each) => each.field === field);

/** The mapping with a column used for a field, or for nothing; a column that was used for it before is free again. */
export function mapColumn(mapping: ColumnMapping, column: string, field: string): ColumnMapping {
  const others = mapping.columns.filter((each) => each.column !== column && each.field !== field);
  return { ...mapping, columns: field === '' ? others : [...others, { column, field }] };
}

/** The mapping with one value of a field for all rows; an empty one takes it away. */
export function setConstant(mapping: ColumnMapping, field: string, value: string): ColumnMapping {
  const { [field]: _, ...others } = mapping.constants;
  return { ...mapping, constants: value === '' ? others : { ...others, [field]: value } };
}

/** The mapping as it is sent: values for fields that a column fills stay, blank ones go. */
export const tidyMapping = ({ columns, constants }: ColumnMapping): ColumnMapping => ({
  columns,
  constants: Object.fromEntries(
    Object.entries(constants)
      .map(([field, value]) => [field, value.trim()])
      .filter(([, value]) => value !== ''),
  ),
});

export const isColumnMapping = (value: unknown): value is ColumnMapping => {
  const { columns, constants } = (value ?? {}) as Partial<ColumnMapping>;
  return (
    Array.isArray(columns) &&
    columns.every((each) => typeof each?.column === 'string' && typeof each?.field === 'string') &&
    typeof constants === 'object' &&
    constants !== null &&
    Object.values(constants).every((each) => typeof each === 'string')
  );
};
