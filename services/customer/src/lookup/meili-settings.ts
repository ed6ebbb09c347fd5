import { createHash } from 'node:crypto';
import type { Settings } from 'meilisearch';
import type { MatchedIn } from './lookup-index';

/** Searched attributes, most telling first, and what a match in each of them is called. */
export const SEARCHED: Record<string, MatchedIn> = {
  name: 'name',
  pinyin: 'name',
  initials: 'name',
  contactNames: 'contact',
  contactPinyin: 'contact',
  contactInitials: 'contact',
  externalRef: 'external_ref',
  emails: 'email',
  phoneTails: 'phone',
  phoneHeads: 'phone',
  pooledEmails: 'email',
  pooledTails: 'phone',
  pooledHeads: 'phone',
};
export const SPELLED = ['pinyin', 'initials', 'contactPinyin', 'contactInitials'];
export const NAMED = ['name', 'contactNames'];

/** Settings of the index; a change of them needs a new index. */
export const SETTINGS: Settings = {
  searchableAttributes: Object.keys(SEARCHED),
  filterableAttributes: [
    ...['ownerId', 'teamId', 'teamPath', 'createdBy', 'hidesNames'],
    ...['stage', 'state', 'tags', 'region', 'industry'],
  ],
  // Matches are told of displayed attributes only.
  displayedAttributes: ['id', ...Object.keys(SEARCHED)],
  rankingRules: ['words', 'typo', 'proximity', 'attribute', 'exactness', 'activity:desc'],
  // Legal forms and pinyin are dealt with before; a number is never mistyped into another one.
  typoTolerance: {
    minWordSizeForTypos: { oneTypo: 4, twoTypos: 200 },
    disableOnAttributes: Object.keys(SEARCHED).filter((attribute) => !NAMED.includes(attribute)),
  },
  pagination: { maxTotalHits: 1000 },
  faceting: { maxValuesPerFacet: 50, sortFacetValuesBy: { '*': 'count' } },
};

export const SETTINGS_VERSION = createHash('sha256').update(JSON.stringify(SETTINGS)).digest('hex').slice(0, 12);
