import { promises as dns } from 'node:dns';
import { createServer } from 'nice-grpc';
import { HealthDefinition, HealthServiceImpl, HealthState } from 'nice-grpc-server-health';
import { openChannel } from './client';
import { isServing } from './health';

/** A server that counts its checks; its connections end after a second. */
async function startCounting(address: string) {
  const server = createServer({ 'grpc.max_connection_age_ms': 1000, 'grpc.max_connection_age_grace_ms': 1000 });
  const state = HealthState();
  state.setStatus('healthy');
  const health = HealthServiceImpl(state);
  const counted = { calls: 0, stop: () => server.shutdown(), port: 0 };
  server.add(HealthDefinition, {
    ...health,
    check: (...call: Parameters<typeof health.check>) => {
      counted.calls += 1;
      return health.check(...call);
    },
  } as never);
  counted.port = await server.listen(address);
  return counted;
}

describe('openChannel', () => {
  afterEach(() => jest.restoreAllMocks());

  it('looks a name up again and spreads calls over the replicas that came and no failed call over those that went', async () => {
    const first = await startCounting('127.0.0.1:0');
    const second = await startCounting(`127.0.0.2:${first.port}`);
    let addresses = ['127.0.0.1'];
    jest
      .spyOn(dns, 'lookup')
      .mockImplementation((async () => addresses.map((address) => ({ address, family: 4 }))) as never);
    const channel = openChannel(`dns:///replicas.test:${first.port}`);
    for (let call = 0; call < 10; call += 1) expect(await isServing(channel)).toBe(true);
    expect([first.calls, second.calls]).toEqual([10, 0]);
    addresses = ['127.0.0.1', '127.0.0.2'];
    const end = Date.now() + 15_000;
    while (second.calls < 20 && Date.now() < end) {
      expect(await isServing(channel)).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(second.calls).toBeGreaterThanOrEqual(20);
    addresses = ['127.0.0.2'];
    await first.stop();
    for (let call = 0; call < 50; call += 1) {
      expect(await isServing(channel)).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    channel.close();
    await second.stop();
  });

  it('takes one address and several', async () => {
    const server = await startCounting('127.0.0.1:0');
    for (const target of [`127.0.0.1:${server.port}`, `127.0.0.1:${server.port},127.0.0.1:1`]) {
      const channel = openChannel(target);
      expect(await isServing(channel)).toBe(true);
      channel.close();
    }
    await server.stop();
  });
});
