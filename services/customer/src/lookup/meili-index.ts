import { type EnqueuedTaskPromise, type Index, Meilisearch } from 'meilisearch';
import type { LookupDocument } from './lookup-document';
import type { FacetField, IndexAnswer, IndexQuery, IndexState, LookupIndex, MatchedIn, Rebuild } from './lookup-index';
import { attributeOf, filterExpression, readings } from './meili-query';
import { SEARCHED, SETTINGS, SETTINGS_VERSION } from './meili-settings';

const WAIT = { timeout: 120_000, interval: 25 };
const CALL_TIMEOUT_MS = 10_000;

/** What lies in Meilisearch: the terms under the attributes that its settings name. */
interface StoredDocument extends Record<string, unknown> {
  id: string;
}
interface StoredState extends Record<string, unknown> {
  id: string;
  position: number;
  /** ISO instant. */
  builtAt: string;
  settings: string;
}

/** The lookup index of a cluster. The position lies beside the documents, so that they are lost together or not at all. */
export class MeiliIndex implements LookupIndex {
  readonly engine = 'meilisearch';
  readonly shared = true;
  private readonly client: Meilisearch;
  private readonly name: string;
  private readonly documents: Index<StoredDocument>;
  private readonly positions: Index<StoredState>;

  constructor({ url, apiKey, name }: { url: string; apiKey?: string; name: string }) {
    this.client = new Meilisearch({ host: url, apiKey, timeout: CALL_TIMEOUT_MS });
    this.name = name;
    this.documents = this.client.index(name);
    this.positions = this.client.index(`${name}__position`);
  }

  async state(): Promise<IndexState | undefined> {
    try {
      const { settings, position, builtAt } = await this.positions.getDocument(this.name);
      return settings === SETTINGS_VERSION ? { position, builtAt: new Date(builtAt) } : undefined;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async upsert(documents: LookupDocument[], position: number): Promise<void> {
    if (documents.length > 0) await done(this.documents.addDocuments(documents.map(stored)));
    const builtAt = (await this.state())?.builtAt ?? new Date(0);
    await this.writeState({ position, builtAt });
  }

  async search(query: IndexQuery): Promise<IndexAnswer> {
    const filter = filterExpression(query);
    if (filter === null) return { hits: [], total: 0, facets: {} };
    const { offset, limit } = query;
    const facets = query.facets.map(attributeOf);
    const ways = readings(query);
    const [only] = ways;
    if (ways.length < 2) {
      const found = await this.documents.search(only?.q ?? '', {
        ...(only ? { attributesToSearchOn: only.attributesToSearchOn } : {}),
        ...COMMON,
        filter,
        facets,
        offset,
        limit,
      });
      return this.answer(query, found.hits, found.estimatedTotalHits, found.facetDistribution);
    }
    const found = await this.client.multiSearch<never, StoredDocument>({
      federation: {
        offset,
        limit,
        ...(facets.length > 0
          ? { facetsByIndex: { [this.name]: facets }, mergeFacets: { maxValuesPerFacet: 50 } }
          : {}),
      },
      queries: ways.map(({ weight, ...way }) => ({
        indexUid: this.name,
        ...way,
        ...COMMON,
        filter,
        federationOptions: { weight },
      })),
    } as never);
    const { hits, estimatedTotalHits, facetDistribution } = found as unknown as Found;
    return this.answer(query, hits, estimatedTotalHits, facetDistribution);
  }

  async size(): Promise<number> {
    try {
      return (await this.documents.getStats()).numberOfDocuments;
    } catch (error) {
      if (isMissing(error)) return 0;
      throw error;
    }
  }

  async rebuild(): Promise<Rebuild> {
    const next = `${this.name}__next`;
    await this.remove(next);
    await this.create(next);
    const index = this.client.index<StoredDocument>(next);
    return {
      upsert: async (documents) => done(index.addDocuments(documents.map(stored))),
      commit: async (state) => {
        if (!(await this.exists(this.name))) await this.create(this.name);
        // The older position first: dying in between costs some work, never a change.
        await this.writeState(state);
        await done(this.client.swapIndexes([{ indexes: [this.name, next], rename: false }] as never));
        await this.remove(next);
      },
    };
  }

  async close(): Promise<void> {
    // Nothing stays open: each call is a request of its own.
  }

  private async create(uid: string): Promise<void> {
    await done(this.client.createIndex(uid, { primaryKey: 'id' }));
    await done(this.client.index(uid).updateSettings(SETTINGS));
  }

  private async exists(uid: string): Promise<boolean> {
    return this.client.getRawIndex(uid).then(
      () => true,
      (error: unknown) => {
        if (isMissing(error)) return false;
        throw error;
      },
    );
  }

  private async remove(uid: string): Promise<void> {
    if (await this.exists(uid)) await done(this.client.deleteIndex(uid));
  }

  private writeState({ position, builtAt }: IndexState): Promise<void> {
    const entry = { id: this.name, position, builtAt: builtAt.toISOString(), settings: SETTINGS_VERSION };
    return done(this.positions.addDocuments([entry], { primaryKey: 'id' }));
  }

  private answer(
    query: IndexQuery,
    hits: FoundDocument[],
    total = 0,
    distribution: Record<string, Record<string, number>> = {},
  ): IndexAnswer {
    return {
      hits: hits.map((hit) => ({ id: hit.id, matchedIn: placesOf(hit) })),
      total,
      facets: Object.fromEntries(
        query.facets.map((field: FacetField) => [
          field,
          Object.entries(distribution[attributeOf(field)] ?? {})
            .filter(([value]) => value !== '')
            .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)),
        ]),
      ),
    };
  }
}

const COMMON = { attributesToRetrieve: ['id'], showMatchesPosition: true, matchingStrategy: 'all' as const };

type FoundDocument = { id: string; _matchesPosition?: Partial<Record<string, unknown>> };
interface Found {
  hits: FoundDocument[];
  estimatedTotalHits: number;
  facetDistribution?: Record<string, Record<string, number>>;
}

const placesOf = ({ _matchesPosition: places = {} }: FoundDocument): MatchedIn[] => [
  ...new Set(Object.keys(places).flatMap((attribute) => SEARCHED[attribute.split('.')[0] ?? ''] ?? [])),
];

function stored(document: LookupDocument): StoredDocument {
  const { words, contacts, revision, pooled, emails, phoneTails, phoneHeads, ...kept } = document;
  return pooled
    ? { ...kept, pooledEmails: emails, pooledTails: phoneTails, pooledHeads: phoneHeads }
    : { ...kept, emails, phoneTails, phoneHeads };
}

/** Waits until the server has carried a task out. */
async function done(task: EnqueuedTaskPromise): Promise<void> {
  const { status, error } = await task.waitTask(WAIT);
  if (status !== 'succeeded') throw new Error(`Meilisearch: ${error?.code ?? status}: ${error?.message ?? ''}`);
}

const isMissing = (error: unknown) =>
  ['index_not_found', 'document_not_found'].includes(
    (error as { cause?: { code?: string } }).cause?.code ?? (error as { code?: string }).code ?? '',
  );
