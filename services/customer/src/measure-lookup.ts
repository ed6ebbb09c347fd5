import { createInterface } from 'node:readline';
import { customer as proto } from '@fairlead/proto';
import { baseConfig, connectStore, createLogger, loadConfig, type Principal, scopeOf } from '@fairlead/service-kit';
import { LookupGrpc } from './grpc/lookup-service';
import { lookupDocument } from './lookup/lookup-document';
import type { LookupIndex } from './lookup/lookup-index';
import { lookupConfig, openLookupIndex } from './lookup/open-index';
import { parseQuery } from './lookup/query-words';
import { CustomerRepository } from './repository/customer-repository';
import { customerModel } from './repository/models';

const config = baseConfig
  .pick({ MONGODB_URI: true, MONGODB_DATABASE: true, MONGODB_LOCAL_STORE: true, LOG_LEVEL: true })
  .extend(lookupConfig);
const PAGE = 500;
const LIMIT = 20;

/** A query of somebody, one line of JSON. */
interface Asked {
  query: string;
  principal: Principal;
}

/**
 * For each line on standard input, how many milliseconds the engine alone takes, and the service without gRPC: with the
 * scope checks and the records read. The first line that it writes says how large the index is. Writes no record.
 */
async function main(): Promise<void> {
  const settings = loadConfig(config);
  const { MONGODB_URI: uri, MONGODB_DATABASE, MONGODB_LOCAL_STORE: localStore, LOG_LEVEL } = settings;
  const database = MONGODB_DATABASE ?? 'fairlead_customer';
  const connection = await connectStore({ uri, database, localStore }, createLogger('measure-lookup', LOG_LEVEL));
  const customers = new CustomerRepository(customerModel(connection), () => undefined);
  const index = openLookupIndex(settings);
  const indexBytes = index.shared ? 0 : await fill(index, customers);
  print({ documents: await index.size(), indexBytes });
  const none = { indexedThrough: 0, rebuilding: false };
  const indexer = { status: async () => none, requestRebuild: async () => undefined };
  const service = new LookupGrpc({ customers, index, indexer, log: { lastKnown: 0, head: async () => 0 } });
  for await (const line of createInterface({ input: process.stdin })) {
    const { query, principal } = JSON.parse(line) as Asked;
    const now = Date.now();
    const asked = { words: parseQuery(query), scope: scopeOf(principal), filter: {}, facets: [], offset: 0 };
    const engineMs = await timed(() => index.search({ ...asked, limit: LIMIT, now }));
    const request = proto.LookupCustomersRequest.fromPartial({ query, pageSize: LIMIT });
    const context = { principal } as Parameters<LookupGrpc['lookupCustomers']>[1];
    const serviceMs = await timed(() => service.lookupCustomers(request, context));
    print({ engineMs, serviceMs });
  }
  await connection.close();
}

/** Puts every customer into an index in memory; answers its size in bytes, when the garbage collector may be asked. */
async function fill(index: LookupIndex, customers: CustomerRepository): Promise<number> {
  const before = heapUsed();
  const rebuild = await index.rebuild();
  for await (const page of customers.everyone(PAGE)) await rebuild.upsert(page.map(lookupDocument));
  await rebuild.commit({ position: 0, builtAt: new Date() });
  return heapUsed() - before;
}

function heapUsed(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  },
);
