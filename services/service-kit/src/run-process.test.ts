import { baseConfig, modeOf, parseConfig } from './config/load-config';
import { drain } from './run-process';
import { startService } from './run-service';
import { makeTestAuth, testConfig } from './testing';

describe('drain', () => {
  it('says first that the process goes away and then waits', async () => {
    const order: string[] = [];
    const server = { setServing: (serving: boolean) => void order.push(`serving ${serving}`) };
    const start = performance.now();
    await drain(server, 60);
    expect(performance.now() - start).toBeGreaterThan(55);
    expect(order).toEqual(['serving false']);
  });

  it('is at once without a delay', async () => {
    const start = performance.now();
    await drain({ setServing: () => undefined }, 0);
    expect(performance.now() - start).toBeLessThan(30);
  });
});

describe('migrate', () => {
  it('is an argument or a variable', () => {
    expect(modeOf(['migrate'])).toEqual({ RUN_MODE: 'migrate' });
    expect(modeOf([])).toEqual({});
    const needed = { MONGODB_URI: 'mongodb://x', SERVICE_KEY_FILE: 'k', USER_ISSUER: 'i' };
    expect(parseConfig(baseConfig, { ...needed, ...modeOf(['migrate']) }).RUN_MODE).toBe('migrate');
    expect(() => parseConfig(baseConfig, { ...needed, RUN_MODE: 'x' })).toThrow('RUN_MODE');
  });

  it('creates the collections, prepares, serves nothing, and may run again', async () => {
    const config = testConfig(await makeTestAuth(), { RUN_MODE: 'migrate' });
    let prepared = 0;
    for (let run = 1; run <= 2; run += 1) {
      const done = await startService('customer', config, () => ({
        aggregates: [],
        services: [],
        eventVisibility: async () => new Set<number>(),
        snapshotMethod: 'none',
        prepare: async () => {
          prepared += 1;
        },
      }));
      expect(done).toMatchObject({ finished: true, port: 0 });
      const names = (await done.connection.db!.listCollections().toArray()).map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['events', 'consumer_positions', 'parked_events']));
      if (run === 2) await done.connection.dropDatabase();
      await done.stop();
    }
    expect(prepared).toBe(2);
  });
});
