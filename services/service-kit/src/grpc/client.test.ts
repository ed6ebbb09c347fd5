import { promises as dns } from 'node:dns';
import { constants, createServer as createHttp2Server, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createServer } from 'nice-grpc';
import { HealthDefinition, HealthServiceImpl, HealthState } from 'nice-grpc-server-health';
import { createClient, openChannel } from './client';
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

/** A server that takes every call and resets its stream without an answer. */
async function startCutting(code: number) {
  const server = createHttp2Server();
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => sessions.add(session));
  const stop = () => {
    for (const session of sessions) session.destroy();
    server.close();
  };
  const counted = { calls: 0, port: 0, stop };
  server.on('stream', (stream) => {
    counted.calls += 1;
    stream.on('error', () => undefined);
    stream.close(code);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  counted.port = (server.address() as AddressInfo).port;
  return counted;
}

describe('createClient', () => {
  const tokens = { token: async () => 'token' } as never;
  const clientOf = (ports: number[]) => {
    const channel = openChannel(ports.map((port) => `127.0.0.1:${port}`).join(','));
    return { channel, health: createClient(HealthDefinition, channel, tokens) };
  };

  it.each([
    ['an end without a status', constants.NGHTTP2_NO_ERROR],
    ["a server's forced end", constants.NGHTTP2_CANCEL],
  ])('repeats a call that was cut off by %s', async (_how, code) => {
    const [cutting, healthy] = [await startCutting(code), await startCounting('127.0.0.1:0')];
    const { channel, health } = clientOf([cutting.port, healthy.port]);
    for (let call = 0; call < 10; call += 1) expect(await health.check({ service: '' })).toEqual({ status: 1 });
    expect(cutting.calls).toBeGreaterThan(0);
    channel.close();
    cutting.stop();
    await healthy.stop();
  });
});

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
