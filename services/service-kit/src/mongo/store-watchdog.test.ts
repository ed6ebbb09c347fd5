import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { openTestStore, testLogger } from '../testing/store';
import { StoreWatchdog } from './store-watchdog';

describe('StoreWatchdog', () => {
  let healthy: Connection;
  beforeAll(async () => {
    healthy = await openTestStore();
  });
  afterAll(() => healthy.close());

  async function watch(connection: Connection, uri: string): Promise<number> {
    let givenUp = 0;
    const options = { uri, everyMs: 50, patienceMs: 200, giveUp: () => (givenUp += 1) };
    const watchdog = new StoreWatchdog(connection, testLogger, options);
    watchdog.start();
    await sleep(1200);
    await watchdog.stop();
    return givenUp;
  }
  const uri = () => process.env.TEST_MONGODB_URI as string;

  it('leaves a process alone whose connection answers', async () => {
    expect(await watch(healthy, uri())).toBe(0);
  });

  it('gives a process up whose connection is dead while the store answers others', async () => {
    const dead = await openTestStore();
    await dead.close();
    expect(await watch(dead, uri())).toBeGreaterThan(0);
  });

  it('waits while the store is down for everybody', async () => {
    const dead = await openTestStore();
    await dead.close();
    expect(await watch(dead, 'mongodb://127.0.0.1:1')).toBe(0);
  });
});
