import { randomUUID } from 'node:crypto';
import { startDocumentStore } from '@fairlead/local';
import { event as proto } from '@fairlead/proto';
import { type AggregateFields, AggregateStore, baseConfig, parseConfig, startService } from '@fairlead/service-kit';
import { callOptions, makeTestAuth, openTestClient } from '@fairlead/service-kit/dist/testing';
import { type Note, noteEvent, noteModel } from '@fairlead/service-kit/dist/testing/note';
import type { Connection, Model } from 'mongoose';
import type { Measured, Measurement, Run } from '../measurement';
import { alternately } from '../support/alternately';

const EVENTS = 4000;
/** Documents written at a time, and events of a bare insert: as many as the relay appends at once. */
const BATCH = 500;
const RUNS = 3;

/** Events a second from documents through the log to a subscriber, beside bare inserts of as many events. */
export const events: Measurement = { name: 'events', measure };

async function measure({ log }: Run): Promise<Measured> {
  const store = await startDocumentStore();
  const auth = await makeTestAuth();
  const env = { MONGODB_URI: store.uri, MONGODB_LOCAL_STORE: String(store.localStore), LOG_LEVEL: 'error' };
  let notes: AggregateStore<Note> | undefined;
  // A service of one kind of document: everything that every service has, and nothing else.
  const service = await startService('bench', parseConfig(baseConfig, { ...env, ...auth.env }), (context) => {
    const model = noteModel(context.connection);
    notes = new AggregateStore<Note>('note', model, context.hint);
    return {
      aggregates: [model as unknown as Model<AggregateFields>],
      services: [],
      eventVisibility: async (found) => new Set(found.map(({ _id }) => _id)),
      snapshotMethod: 'none',
    };
  });
  const client = openTestClient(proto.EventLogServiceDefinition, service.port);
  const as = callOptions(await auth.userToken({ sub: 'bench', roles: ['admin'] }));
  try {
    const write = async () => {
      const context = { now: new Date(), actor: 'bench' };
      for (let from = 0; from < EVENTS; from += BATCH) {
        const ids = Array.from({ length: BATCH }, () => randomUUID() as string);
        const items = ids.map((id) => ({ id, state: { text: '', count: 0 }, events: [noteEvent(id)] }));
        await notes?.createMany(items, context);
      }
    };
    const ours = async () => {
      const { sequence } = await client.getHead({}, as);
      const writing = write();
      let [received, begun] = [0, 0];
      const request = proto.SubscribeRequest.fromPartial({ afterSequence: sequence });
      for await (const { item } of client.subscribe(request, as)) {
        if (item?.$case !== 'event') continue;
        received += 1;
        // The first batch only starts the clock: what came before it was written is no matter of the log.
        if (received === BATCH) begun = performance.now();
        if (received === EVENTS) break;
      }
      const seconds = (performance.now() - begun) / 1000;
      await writing;
      return (EVENTS - BATCH) / seconds;
    };
    const floor = () => bareInserts(service.connection, EVENTS - BATCH);
    await ours();
    await floor();
    const { runs, ...medians } = await alternately(RUNS, { floor, ours }, log);
    const figure = {
      ...medians,
      name: 'events through the log',
      floorIs: `insertMany of as many of the same events, ${BATCH} at a time, into an empty collection`,
      unit: 'events/s',
      better: 'higher' as const,
    };
    const said = [
      `median of ${RUNS} runs of ${EVENTS} events each; ours: documents written with an event each, relayed, cleared, ` +
        'streamed to a subscriber over gRPC, service and subscriber in one process',
    ];
    return { figures: [figure], notes: said, details: runs };
  } finally {
    client.close();
    await service.stop();
    await store.stop();
  }
}

/** Events a second of plain inserts of what lies in the log. */
async function bareInserts(connection: Connection, count: number): Promise<number> {
  const bare = connection.collection('bare_events');
  const docs = await connection.collection('events').find({}).limit(count).toArray();
  const started = performance.now();
  for (let from = 0; from < docs.length; from += BATCH) await bare.insertMany(docs.slice(from, from + BATCH));
  const seconds = (performance.now() - started) / 1000;
  await bare.drop();
  return docs.length / seconds;
}
