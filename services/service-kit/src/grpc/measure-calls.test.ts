import { event as proto } from '@fairlead/proto';
import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { TokenVerifier, trustedIssuers } from '../auth/tokens';
import { AppError } from '../errors/app-error';
import { makeTestAuth, openTestClient } from '../testing';
import { testLogger } from '../testing/store';
import { openChannel } from './client';
import { isServing } from './health';
import { startGrpcServer } from './server';

describe('measureCalls', () => {
  it('counts calls by method and the code that goes out, and no probes', async () => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
    const auth = await makeTestAuth();
    let calls = 0;
    const implementation = {
      async getHead() {
        calls += 1;
        if (calls === 3) throw new AppError('FAILED_PRECONDITION', 'COOL_DOWN', 'later');
        return {};
      },
      async *subscribe() {},
    };
    const access = { GetHead: 'any', Subscribe: 'any' } as const;
    const server = await startGrpcServer({
      host: '127.0.0.1',
      port: 0,
      services: [{ definition: proto.EventLogServiceDefinition, implementation, access }],
      verifier: new TokenVerifier(trustedIssuers({ ...auth.env, USER_AUDIENCE: 'fairlead' })),
      logger: testLogger,
    });
    server.setServing(true);
    const channel = openChannel(`127.0.0.1:${server.port}`);
    expect(await isServing(channel)).toBe(true);
    channel.close();
    const client = openTestClient(proto.EventLogServiceDefinition, server.port, await auth.userToken({ sub: 'u' }));
    for (let index = 0; index < 3; index += 1) await client.getHead({}).catch(() => undefined);
    client.close();
    await server.stop();
    await reader.forceFlush();
    const points = exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) =>
        scopeMetrics.flatMap(({ metrics: all }) =>
          all.flatMap(({ dataPoints }) =>
            dataPoints.map(({ attributes, value }) => ({ ...attributes, count: (value as { count: number }).count })),
          ),
        ),
      );
    const method = 'crm.event.v1.EventLogService/GetHead';
    expect(points).toEqual([
      { method, code: 'OK', count: 2 },
      { method, code: 'FAILED_PRECONDITION', count: 1 },
    ]);
    await reader.shutdown();
  });
});
