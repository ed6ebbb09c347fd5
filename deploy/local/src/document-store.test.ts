import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { type RunningStore, startDocumentStore } from './document-store';
import { freePort } from './ports';

const WRITERS = 8;
const ROUNDS = 3;

/** What was acknowledged survives a kill of the store. */
describe('the local document store', () => {
  const dataFile = join(mkdtempSync(join(tmpdir(), 'fairlead-store-')), 'store.mv');
  let port: number;
  let store: RunningStore;
  beforeAll(async () => {
    port = await freePort();
    store = await startDocumentStore({ dataFile, port });
  }, 60_000);
  afterAll(() => store.stop());

  const connect = () =>
    mongoose.createConnection(store.uri, { dbName: 'test', serverSelectionTimeoutMS: 3000 }).asPromise();

  it('loses no acknowledged insert and no acknowledged increment to kill -9', async () => {
    const inserted = new Set<string>();
    const counted = Array.from({ length: WRITERS }, () => 0);
    for (let round = 0; round < ROUNDS; round += 1) {
      const connection = await connect();
      const docs = connection.collection<{ _id: string; count: number }>('docs');
      let ended = false;
      const writers = counted.map(async (_, writer) => {
        const counter = `counter-${writer}`;
        for (let index = 0; !ended; index += 1) {
          const id = `${round}-${writer}-${index}`;
          try {
            await docs.insertOne({ _id: id, count: 0 });
            inserted.add(id);
            await docs.updateOne({ _id: counter }, { $inc: { count: 1 } }, { upsert: true });
            counted[writer] = (counted[writer] ?? 0) + 1;
          } catch {
            return;
          }
        }
      });
      await sleep(700);
      process.kill(store.pid, 'SIGKILL');
      ended = true;
      await Promise.all(writers);
      await connection.destroy();
      store = await startDocumentStore({ dataFile, port });
    }
    const connection = await connect();
    const docs = connection.collection<{ _id: string; count: number }>('docs');
    const found = new Set((await docs.find({}).toArray()).map(({ _id }) => _id));
    expect(inserted.size).toBeGreaterThan(WRITERS * ROUNDS);
    expect([...inserted].filter((id) => !found.has(id))).toEqual([]);
    for (const [writer, count] of counted.entries()) {
      const counter = await docs.findOne({ _id: `counter-${writer}` });
      // One more may have been written without its answer, once per kill.
      expect(counter?.count).toBeGreaterThanOrEqual(count);
      expect(counter?.count).toBeLessThanOrEqual(count + ROUNDS);
    }
    await connection.close();
  }, 120_000);

  it('answers each of many increments with a value of its own', async () => {
    const connection = await connect();
    const docs = connection.collection<{ _id: string; count: number }>('docs');
    const answers = await Promise.all(
      Array.from({ length: 200 }, () =>
        docs.findOneAndUpdate({ _id: 'shared' }, { $inc: { count: 1 } }, { upsert: true, returnDocument: 'after' }),
      ),
    );
    expect(new Set(answers.map((doc) => doc?.count)).size).toBe(200);
    await connection.close();
  }, 60_000);
});
