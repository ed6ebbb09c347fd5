// Loaded by `node --require` before anything else, so that HTTP, gRPC and MongoDB are instrumented from the start.
// Without an endpoint or a port nothing is loaded: start-up and memory stay small.
import type { MetricReader } from '@opentelemetry/sdk-metrics';

const metricReaders: MetricReader[] = [];
if (process.env.METRICS_PORT) {
  const { createPrometheusReader } = require('./prometheus') as typeof import('./prometheus');
  metricReaders.push(createPrometheusReader(Number(process.env.METRICS_PORT)));
}
if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) {
  const { NodeSDK } = require('@opentelemetry/sdk-node') as typeof import('@opentelemetry/sdk-node');
  const { getNodeAutoInstrumentations } =
    require('@opentelemetry/auto-instrumentations-node') as typeof import('@opentelemetry/auto-instrumentations-node');
  const { createTraceExporter } = require('./exporter') as typeof import('./exporter');
  const sdk = new NodeSDK({
    serviceName: process.env.OTEL_SERVICE_NAME,
    traceExporter: createTraceExporter(process.env.OTEL_EXPORTER_OTLP_PROTOCOL),
    ...(metricReaders.length > 0 ? { metricReaders } : {}),
    instrumentations: [
      getNodeAutoInstrumentations({
        '@opentelemetry/instrumentation-fs': { enabled: false },
        '@opentelemetry/instrumentation-net': { enabled: false },
        '@opentelemetry/instrumentation-dns': { enabled: false },
      }),
    ],
  });
  sdk.start();
  process.once('SIGTERM', () => void sdk.shutdown());
} else if (metricReaders.length > 0) {
  const { metrics } = require('@opentelemetry/api') as typeof import('@opentelemetry/api');
  const { MeterProvider } = require('@opentelemetry/sdk-metrics') as typeof import('@opentelemetry/sdk-metrics');
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: metricReaders }));
}
