import { setImmediate as nextTurn } from 'node:timers/promises';
import { type AccessScope, inScope } from '@fairlead/service-kit';
import MiniSearch from 'minisearch';
import { embeddedQuery } from './embedded-query';
import type { LookupDocument } from './lookup-document';
import {
  type FacetField,
  fitsFilter,
  type IndexAnswer,
  type IndexHit,
  type IndexQuery,
  type IndexState,
  type LookupIndex,
  MAX_FACET_VALUES,
  type MatchedIn,
  type Rebuild,
  VALUES,
} from './lookup-index';

const FOUND_IN: Record<string, MatchedIn> = {
  words: 'name',
  pinyin: 'name',
  initials: 'name',
  contacts: 'contact',
  contactPinyin: 'contact',
  contactInitials: 'contact',
  emails: 'email',
  pooledEmails: 'email',
  externalRef: 'external_ref',
  phoneTails: 'phone',
  phoneHeads: 'phone',
  pooledTails: 'phone',
  pooledHeads: 'phone',
};
/** Documents put in before the event loop gets its turn. */
const SLICE = 200;
const RECENT_MS = 90 * 86_400_000;

/** What is kept of a document beside its terms. */
type Kept = Omit<
  LookupDocument,
  | 'name'
  | 'contactNames'
  | 'words'
  | 'pinyin'
  | 'initials'
  | 'contacts'
  | 'contactPinyin'
  | 'contactInitials'
  | 'emails'
  | 'externalRef'
  | 'phoneTails'
  | 'phoneHeads'
>;

class Shelf {
  readonly kept = new Map<string, Kept>();
  readonly terms = new MiniSearch<LookupDocument>({
    fields: Object.keys(FOUND_IN),
    // The terms are made already; lists are not text to be parted.
    extractField: (document, field) => termsOf(document, field) as never,
    stringifyField: (value) => value as never,
    tokenize: (value) => value as unknown as string[],
    processTerm: (term) => term,
    searchOptions: { tokenize: (text) => [text], processTerm: (term) => term },
  });

  async upsert(documents: LookupDocument[]): Promise<void> {
    for (const [index, document] of documents.entries()) {
      if (index > 0 && index % SLICE === 0) await nextTurn();
      const held = this.kept.get(document.id);
      if (held && held.revision >= document.revision) continue;
      if (held) this.terms.replace(document);
      else this.terms.add(document);
      this.kept.set(document.id, keep(document));
    }
  }
}

/** The lookup index of one machine: in the memory of this process, built anew at each start. */
export class EmbeddedIndex implements LookupIndex {
  readonly engine = 'embedded';
  readonly shared = false;
  private shelf = new Shelf();
  private reached?: IndexState;

  async state(): Promise<IndexState | undefined> {
    return this.reached;
  }

  async upsert(documents: LookupDocument[], position: number): Promise<void> {
    await this.shelf.upsert(documents);
    this.reached = { builtAt: this.reached?.builtAt ?? new Date(0), position };
  }

  async search(query: IndexQuery): Promise<IndexAnswer> {
    const { kept } = this.shelf;
    const found = says(query) ? this.ranked(query) : this.latest(query);
    return {
      hits: found.slice(query.offset, query.offset + query.limit),
      total: found.length,
      facets: countFacets(
        found.map(({ id }) => kept.get(id) as Kept),
        query.facets,
      ),
    };
  }

  async size(): Promise<number> {
    return this.shelf.kept.size;
  }

  async rebuild(): Promise<Rebuild> {
    const next = new Shelf();
    return {
      upsert: (documents) => next.upsert(documents),
      commit: async (state) => {
        this.shelf = next;
        this.reached = state;
      },
    };
  }

  async close(): Promise<void> {
    this.shelf = new Shelf();
    this.reached = undefined;
  }

  private ranked({ words, scope, filter, now }: IndexQuery): IndexHit[] {
    const { kept, terms } = this.shelf;
    const fits = fitting(scope, filter);
    return terms
      .search(embeddedQuery(words, scope.kind !== 'own'), {
        filter: ({ id }) => fits(kept.get(id)) && !(scope.kind === 'own' && kept.get(id)?.hidesNames),
        boostDocument: (id) => 1 + 0.2 * Math.exp(-Math.max(0, now - (kept.get(id)?.activity ?? 0)) / RECENT_MS),
      })
      .map(({ id, match }) => ({
        id,
        matchedIn: [
          ...new Set(Object.values(match).flatMap((fields) => fields.map((field) => FOUND_IN[field]))),
        ].filter((place) => place !== undefined),
      }));
  }

  private latest({ scope, filter }: IndexQuery): IndexHit[] {
    const fits = fitting(scope, filter);
    return [...this.shelf.kept.values()]
      .filter(fits)
      .sort((a, b) => b.activity - a.activity || (a.id < b.id ? -1 : 1))
      .map(({ id }) => ({ id, matchedIn: [] }));
  }
}

const says = ({ words: { words, phoneTail } }: IndexQuery) => words.length > 0 || phoneTail !== undefined;

function termsOf(document: LookupDocument, field: string): unknown {
  const { pooled, emails, phoneTails, phoneHeads } = document;
  switch (field) {
    case 'emails':
      return pooled ? [] : emails;
    case 'pooledEmails':
      return pooled ? emails : [];
    case 'phoneTails':
      return pooled ? [] : phoneTails;
    case 'pooledTails':
      return pooled ? phoneTails : [];
    case 'phoneHeads':
      return pooled ? [] : phoneHeads;
    case 'pooledHeads':
      return pooled ? phoneHeads : [];
    case 'externalRef':
      return document.externalRef === '' ? [] : [document.externalRef];
    default:
      return document[field as keyof LookupDocument];
  }
}

const keep = ({
  id,
  revision,
  ownerId,
  teamId,
  teamPath,
  pooled,
  hidesNames,
  createdBy,
  ...rest
}: LookupDocument): Kept => ({
  id,
  revision,
  ownerId,
  teamId,
  teamPath,
  pooled,
  hidesNames,
  createdBy,
  stage: rest.stage,
  state: rest.state,
  tags: rest.tags,
  region: rest.region,
  industry: rest.industry,
  activity: rest.activity,
});

/** Whether a document is in scope and fits the filter. */
function fitting(scope: AccessScope, filter: IndexQuery['filter']): (kept: Kept | undefined) => boolean {
  const fits = fitsFilter(filter);
  return (kept) => kept !== undefined && inScope(scope, kept) && fits(kept);
}

function countFacets(found: Kept[], fields: FacetField[]): IndexAnswer['facets'] {
  return Object.fromEntries(
    fields.map((field) => {
      const counts = new Map<string, number>();
      for (const kept of found) {
        for (const value of VALUES[field](kept)) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      const sorted = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
      return [field, sorted.slice(0, MAX_FACET_VALUES)];
    }),
  );
}
