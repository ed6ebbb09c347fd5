import type { AccessScope } from '@fairlead/service-kit';
import type { LookupDocument } from './lookup-document';
import type { QueryWords } from './query-words';

/** Fields whose values can be filtered by and counted. */
export const FACET_FIELDS = ['owner_id', 'team_id', 'stage', 'state', 'tags', 'region', 'industry'] as const;
export type FacetField = (typeof FACET_FIELDS)[number];

/** Where words may have been found. */
export type MatchedIn = 'name' | 'contact' | 'phone' | 'email' | 'external_ref';

export interface IndexQuery {
  words: QueryWords;
  scope: AccessScope;
  /** Values of one field are alternatives; an absent or empty field does not filter. */
  filter: Partial<Record<FacetField, string[]>>;
  facets: FacetField[];
  offset: number;
  limit: number;
  /** Later activity ranks a little higher. */
  now: number;
}

export interface IndexHit {
  id: string;
  matchedIn: MatchedIn[];
}

export interface IndexAnswer {
  hits: IndexHit[];
  total: number;
  facets: Partial<Record<FacetField, [value: string, count: number][]>>;
}

export interface IndexState {
  /** Position of the event log up to which the index is complete. */
  position: number;
  /** When its building began. */
  builtAt: Date;
}

/** A search engine with the customers in it. It may lag; who may see a hit is checked again on the record. */
export interface LookupIndex {
  readonly engine: 'embedded' | 'meilisearch';
  /** Whether all processes share it, so that one of them keeps it up to date. */
  readonly shared: boolean;
  /** How far it is; undefined while there is none yet. */
  state(): Promise<IndexState | undefined>;
  /**
   * Puts documents in and then notes the position that they reach. An older revision than the one held is passed over
   * where the engine can tell; events in order see to it elsewhere.
   */
  upsert(documents: LookupDocument[], position: number): Promise<void>;
  search(query: IndexQuery): Promise<IndexAnswer>;
  size(): Promise<number>;
  /** An empty index beside this one; it takes this one's place when `commit` is called. */
  rebuild(): Promise<Rebuild>;
  close(): Promise<void>;
}

export interface Rebuild {
  upsert(documents: LookupDocument[]): Promise<void>;
  /** `state`: where the event log stood before the first record was read, and when that was. */
  commit(state: IndexState): Promise<void>;
}

/** The values of a record, or of what an index keeps of it, in each field. */
export interface FacetValues {
  ownerId: string;
  teamId: string;
  stage: string;
  state: string;
  tags: readonly string[];
  region: string;
  industry: string;
}

export const VALUES: Record<FacetField, (of: FacetValues) => readonly string[]> = {
  owner_id: ({ ownerId }) => [ownerId],
  team_id: ({ teamId }) => [teamId],
  stage: ({ stage }) => [stage],
  state: ({ state }) => [state],
  tags: ({ tags }) => tags,
  region: ({ region }) => [region],
  industry: ({ industry }) => [industry],
};

/** A test whether values fit a filter. */
export function fitsFilter(filter: IndexQuery['filter']): (of: FacetValues) => boolean {
  const wanted = (Object.entries(filter) as [FacetField, string[]][])
    .filter(([, values]) => values.length > 0)
    .map(([field, values]) => [VALUES[field], new Set(values)] as const);
  return (of) => wanted.every(([valuesOf, values]) => valuesOf(of).some((value) => values.has(value)));
}

/** How many values of a facet are answered. */
export const MAX_FACET_VALUES = 50;
