import type { Customer } from '../api/types';
import type { Values } from './record-draft';
import { readTags } from './tags';

/** Fields of a profile that are lines of text, in the order of the form. */
export const PROFILE_FIELDS = [
  'displayName',
  'phone',
  'email',
  'country',
  'region',
  'city',
  'address',
  'industry',
  'source',
  'productLine',
  'language',
  'valueLevel',
  'tags',
] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];

export const profileValues = (customer: Customer): Values<ProfileField> => ({
  ...(Object.fromEntries(PROFILE_FIELDS.map((field) => [field, customer[field]])) as Values<ProfileField>),
  tags: customer.tags.join(', '),
});

/** A profile that says nothing yet. */
export const EMPTY_PROFILE: Values<ProfileField> = {
  ...(Object.fromEntries(PROFILE_FIELDS.map((field) => [field, ''])) as Values<ProfileField>),
  valueLevel: 'VALUE_LEVEL_UNSPECIFIED',
};

/** Changed values as the API takes them. */
export const toProfileInput = ({ tags, ...values }: Partial<Values<ProfileField>>) => ({
  ...values,
  ...(tags === undefined ? {} : { tags: readTags(tags) }),
});

/** Name of a field as the API and its events write it: `displayName` → `display_name`. */
export const wireName = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
