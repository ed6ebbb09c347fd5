import { customer as proto } from '@fairlead/proto';
import { customerRows, OWNERS } from '../company/customers';
import { typicalQueries } from '../company/queries';
import type { Figure, Measured, Measurement, Run } from '../measurement';
import { fillCustomers } from '../support/fill';
import { LookupProbe } from '../support/lookup-probe';
import { percentile } from '../support/percentile';
import { LoadPlatform, TEAM } from '../support/platform';

const ROUNDS = 8;
const WARM_UP = 2;
const LIMIT = 20;
const REP = OWNERS[0] as string;

/** Milliseconds of one lookup at each depth. */
type Times = Record<'engine' | 'service' | 'grpc' | 'bare', number[]>;

/** The 95th percentile of a rep's lookup, beside the engine alone on the same index. */
export const lookup: Measurement = { name: 'lookup', measure };

async function measure(run: Run): Promise<Measured> {
  const figures: Figure[] = [];
  const details: Record<string, unknown> = {};
  let engine = '';
  for (const size of run.sizes.lookup) {
    const at = await LoadPlatform.start({ only: ['document-store', 'customer', 'assignment'] });
    try {
      engine = await fillCustomers(at, size, run.seed, run.log);
      const times = await ask(at, size, run);
      figures.push(...figuresOf(size, Object.values(times)));
      details[size] = Object.fromEntries(
        Object.entries(times).map(([kind, each]) => [
          kind,
          Object.fromEntries(Object.entries(each).map(([depth, ms]) => [depth, percentile(ms, 0.95)])),
        ]),
      );
    } finally {
      await at.stop();
    }
  }
  const notes = [
    `${engine}; filled past the service by insertMany, then its index was rebuilt; a rep's lookups, ${LIMIT} hits asked`,
    `kinds of queries: ${Object.keys(typicalQueries([])).join(', ')}; p95 by kind is in the JSON file`,
  ];
  return { figures, notes, details };
}

/** Times by kind of query; each query is asked at every depth right after another. */
async function ask(at: LoadPlatform, size: number, { seed, log }: Run): Promise<Record<string, Times>> {
  const own = [...customerRows(size, seed)].filter(({ ownerId }) => ownerId === REP);
  const queries = typicalQueries(own);
  const as = await at.asRep(REP);
  const principal = { sub: `user-${REP}`, roles: ['rep'], rep: REP, team: TEAM };
  const probe = await LookupProbe.start(at);
  const { documents, indexBytes } = probe.size;
  log(`the index of ${documents} customers takes ${(indexBytes / 1e6).toFixed(0)} MB`);
  const times: Record<string, Times> = {};
  try {
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      for (const [kind, texts] of Object.entries(queries)) {
        times[kind] ??= { engine: [], service: [], grpc: [], bare: [] };
        for (const query of texts) {
          const bare = await bareMeilisearch(query);
          const { engineMs, serviceMs } = await probe.ask(query, principal);
          const request = proto.LookupCustomersRequest.fromPartial({ query, pageSize: LIMIT });
          const started = performance.now();
          await at.lookup.lookupCustomers(request, as);
          const grpcMs = performance.now() - started;
          if (round < 0) continue;
          times[kind].engine.push(engineMs);
          times[kind].service.push(serviceMs);
          times[kind].grpc.push(grpcMs);
          if (bare !== undefined) times[kind].bare.push(bare);
        }
      }
    }
  } finally {
    await probe.stop();
  }
  return times;
}

/** Milliseconds of a plain search by HTTP; undefined without a Meilisearch. */
async function bareMeilisearch(q: string): Promise<number | undefined> {
  const { MEILI_URL, MEILI_API_KEY, MEILI_INDEX = 'fairlead_customers' } = process.env;
  if (!MEILI_URL) return undefined;
  const started = performance.now();
  const response = await fetch(`${MEILI_URL}/indexes/${MEILI_INDEX}/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${MEILI_API_KEY ?? ''}` },
    body: JSON.stringify({ q, limit: LIMIT, attributesToRetrieve: ['id'] }),
  });
  if (!response.ok) throw new Error(`Meilisearch answered ${response.status}`);
  await response.json();
  return performance.now() - started;
}

function figuresOf(size: number, kinds: Times[]): Figure[] {
  const p95 = (depth: keyof Times) =>
    percentile(
      kinds.flatMap((times) => times[depth]),
      0.95,
    );
  const shared = { unit: 'ms', better: 'lower' as const };
  const of = `lookup, ${size}`;
  const [engine, service, grpc, bare] = [p95('engine'), p95('service'), p95('grpc'), p95('bare')];
  return [
    ...(Number.isNaN(bare)
      ? []
      : [
          {
            ...shared,
            name: `${of}: engine`,
            floorIs: 'a bare search of Meilisearch by HTTP',
            floor: bare,
            ours: engine,
          },
        ]),
    { ...shared, name: `${of}: scope, records`, floorIs: 'the engine alone, in process', floor: engine, ours: service },
    {
      ...shared,
      name: `${of}: whole gRPC`,
      floorIs: 'engine, scope checks and records read, in process',
      floor: service,
      ours: grpc,
      aim: 1.2,
    },
  ];
}
