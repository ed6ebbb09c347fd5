/** What a column of an imported file can be. */
export const IMPORT_FIELDS = [
  'displayName',
  'type',
  'country',
  'region',
  'city',
  'address',
  'industry',
  'source',
  'productLine',
  'valueLevel',
  'phone',
  'email',
  'tags',
  'externalRef',
  'contacts[0].name',
  'contacts[0].title',
  'contacts[0].phone',
  'contacts[0].email',
  'ownerId',
  'teamId',
] as const;

export type ImportField = (typeof IMPORT_FIELDS)[number];

export const isImportField = (field: string): field is ImportField =>
  (IMPORT_FIELDS as readonly string[]).includes(field);
