/** What rules may see of a lead; no personal data. Values as the customer API spells them, e.g. `VALUE_LEVEL_HIGH`. */
export interface LeadAttributes {
  type: string;
  country: string;
  region: string;
  city: string;
  industry: string;
  source: string;
  productLine: string;
  valueLevel: string;
  /** BCP 47 tag. */
  language: string;
}

export const ATTRIBUTE_NAMES = [
  'type',
  'country',
  'region',
  'city',
  'industry',
  'source',
  'productLine',
  'valueLevel',
  'language',
] as const satisfies readonly (keyof LeadAttributes)[];

/** Attributes out of an event; anything missing or of another type is an empty text. */
export function toLeadAttributes(data: Record<string, unknown>): LeadAttributes {
  const entries = ATTRIBUTE_NAMES.map((name) => [name, typeof data[name] === 'string' ? data[name] : '']);
  return Object.fromEntries(entries) as LeadAttributes;
}
