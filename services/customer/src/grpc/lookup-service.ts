import { customer as proto } from '@fairlead/proto';
import {
  AppError,
  type CallerContext,
  decodePageToken,
  type EventLog,
  encodePageToken,
  Faults,
  type MethodAccess,
  pageSize,
  scopeOf,
} from '@fairlead/service-kit';
import { type MaskedField, maskFor } from '../domain/masking';
import {
  FACET_FIELDS,
  type FacetField,
  fitsFilter,
  type IndexHit,
  type IndexQuery,
  type LookupIndex,
  type MatchedIn,
} from '../lookup/lookup-index';
import type { LookupIndexer } from '../lookup/lookup-indexer';
import { parseQuery } from '../lookup/query-words';
import type { CustomerRepository } from '../repository/customer-repository';
import { toProto } from './customer-mapper';

export const LOOKUP_ACCESS: MethodAccess = {
  LookupCustomers: 'any',
  GetLookupStatus: 'any',
  RebuildLookup: ['operator', 'admin'],
};

/** The best hits that a lookup shows; whoever needs more narrows the query. */
const MAX_HITS = 500;
const MAX_FILTER_VALUES = 50;

/** Masked fields that hide what was matched. */
const HIDING: Record<MatchedIn, MaskedField[]> = {
  name: ['display_name'],
  contact: ['contacts'],
  phone: ['phone', 'contacts'],
  email: ['email', 'contacts'],
  external_ref: [],
};

/** gRPC edge of lookup. */
export class LookupGrpc implements proto.LookupServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: {
      customers: CustomerRepository;
      index: LookupIndex;
      indexer: Pick<LookupIndexer, 'status' | 'requestRebuild'>;
      log: Pick<EventLog, 'lastKnown' | 'head'>;
    },
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async lookupCustomers(
    request: proto.LookupCustomersRequest,
    { principal }: CallerContext,
  ): Promise<proto.LookupCustomersResponse> {
    const faults = new Faults().text('query', request.query, { max: 200 });
    const filter = filterOf(request.filter, faults);
    const facets = facetsOf(request.facets, faults);
    faults.check(request.pageSize >= 0, 'page_size', 'must not be negative').throwIfAny();
    const size = pageSize(request.pageSize, 20, 50);
    const binding = ['lookup', request.query, filter, principal.sub];
    const offset = decodePageToken(binding, request.pageToken, ['number'])?.[0] ?? 0;
    const indexedThrough = await this.indexedThrough();
    const scope = scopeOf(principal);
    const words = parseQuery(request.query);
    const query = { words, scope, filter, facets, offset, limit: size, now: this.clock().getTime() };
    const { hits, next, total, counts } = await this.read(query);
    return {
      hits,
      nextPageToken: next === undefined ? '' : encodePageToken(binding, [next]),
      estimatedTotal: total,
      facets: facets.map((field) => ({
        field,
        values: (counts[field] ?? []).map(([value, count]) => ({ value, count })),
      })),
      indexedThrough: BigInt(indexedThrough),
      logHead: BigInt(Math.max(this.deps.log.lastKnown, indexedThrough)),
    };
  }

  async getLookupStatus(): Promise<proto.LookupStatus> {
    const { index, indexer, log } = this.deps;
    const { indexedThrough, rebuilding, buildTime } = await indexer.status();
    return {
      engine: index.engine,
      documents: BigInt(await index.size()),
      indexedThrough: BigInt(indexedThrough),
      logHead: BigInt(await log.head()),
      rebuilding,
      buildTime,
    };
  }

  async rebuildLookup(): Promise<proto.LookupStatus> {
    await this.deps.indexer.requestRebuild();
    return this.getLookupStatus();
  }

  private async indexedThrough(): Promise<number> {
    const state = await this.deps.index.state();
    if (!state)
      throw new AppError('UNAVAILABLE', 'LOOKUP_BUILDING', 'The lookup index is being built; try again in a moment.');
    return state.position;
  }

  /** Asks the index for more until the page is full of customers that the caller may really see. */
  private async read(query: IndexQuery) {
    const hits: proto.LookupHit[] = [];
    const { limit } = query;
    let answer = await this.deps.index.search(query);
    const first = answer;
    let { offset } = query;
    for (;;) {
      hits.push(...(await this.readable(answer.hits, query)));
      offset += answer.hits.length;
      const end = Math.min(answer.total, MAX_HITS);
      if (answer.hits.length === 0 || offset >= end || hits.length >= limit) {
        const more = answer.hits.length > 0 && offset < end;
        return { hits, next: more ? offset : undefined, total: first.total, counts: first.facets };
      }
      answer = await this.deps.index.search({ ...query, facets: [], offset, limit: limit - hits.length });
    }
  }

  /** Hits as their records are now: in scope, fitting the filter, and not found by what the caller may not see. */
  private async readable(found: IndexHit[], { scope, filter }: IndexQuery): Promise<proto.LookupHit[]> {
    const docs = await this.deps.customers.getMany(
      found.map(({ id }) => id),
      scope,
    );
    const byId = new Map(docs.map((doc) => [doc._id, doc]));
    const fits = fitsFilter(filter);
    return found.flatMap(({ id, matchedIn }) => {
      const doc = byId.get(id);
      if (!doc || !fits({ ...doc, ...doc.ownership })) return [];
      const customer = toProto(doc, scope);
      const mask = maskFor(scope, doc);
      const hidden = matchedIn.some((place) => HIDING[place].some((field) => mask.has(field)));
      return hidden ? [] : [{ customer, matchedIn }];
    });
  }
}

function filterOf(filter: proto.LookupFilter | undefined, faults: Faults): IndexQuery['filter'] {
  const given = filter ?? proto.LookupFilter.create();
  const values: Record<FacetField, [name: string, values: string[]]> = {
    owner_id: ['owner_ids', given.ownerIds],
    team_id: ['team_ids', given.teamIds],
    stage: ['stages', given.stages],
    state: ['states', given.states],
    tags: ['tags', given.tags],
    region: ['regions', given.regions],
    industry: ['industries', given.industries],
  };
  for (const [name, list] of Object.values(values)) {
    faults.check(list.length <= MAX_FILTER_VALUES, `filter.${name}`, `must be at most ${MAX_FILTER_VALUES}`);
    list.slice(0, MAX_FILTER_VALUES).forEach((value, index) => {
      faults.text(`filter.${name}[${index}]`, value, { min: 1, max: 100 });
    });
  }
  return Object.fromEntries(
    Object.entries(values).flatMap(([field, [, list]]) => (list.length > 0 ? [[field, list]] : [])),
  );
}

function facetsOf(names: string[], faults: Faults): FacetField[] {
  names.forEach((name, index) => {
    faults.check(
      (FACET_FIELDS as readonly string[]).includes(name),
      `facets[${index}]`,
      `must be one of ${FACET_FIELDS.join(', ')}`,
    );
  });
  return [...new Set(names)] as FacetField[];
}
