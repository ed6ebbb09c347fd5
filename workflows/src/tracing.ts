import { type BaseConfig, createTraceExporter } from '@fairlead/service-kit';

type Tracing = import('@temporalio/interceptors-opentelemetry-v2').OpenTelemetryPlugin;

/**
 * Spans of starts, workflows and activities when traces are exported; undefined otherwise, and then nothing is loaded.
 * It belongs to the connections: given to the worker as well it would make every activity span twice.
 */
export function createTracing(
  config: Pick<BaseConfig, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_EXPORTER_OTLP_PROTOCOL'>,
): Tracing | undefined {
  if (!config.OTEL_EXPORTER_OTLP_ENDPOINT) return undefined;
  const { OpenTelemetryPlugin } =
    require('@temporalio/interceptors-opentelemetry-v2') as typeof import('@temporalio/interceptors-opentelemetry-v2');
  const { BatchSpanProcessor } =
    require('@opentelemetry/sdk-trace-node') as typeof import('@opentelemetry/sdk-trace-node');
  const { resourceFromAttributes } = require('@opentelemetry/resources') as typeof import('@opentelemetry/resources');
  return new OpenTelemetryPlugin({
    resource: resourceFromAttributes({ 'service.name': 'worker' }),
    spanProcessor: new BatchSpanProcessor(createTraceExporter(config.OTEL_EXPORTER_OTLP_PROTOCOL)),
  });
}
