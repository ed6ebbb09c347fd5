import type { SpanExporter } from '@opentelemetry/sdk-trace-node';

/**
 * The exporter that OTEL_EXPORTER_OTLP_PROTOCOL names (`grpc`, `http/json`, else `http/protobuf`); where it sends is read
 * from the standard OTEL_EXPORTER_OTLP_* variables. Loaded only when it is needed: start-up stays quick without it.
 */
export function createTraceExporter(protocol: string | undefined): SpanExporter {
  switch (protocol) {
    case 'grpc': {
      const { OTLPTraceExporter } =
        require('@opentelemetry/exporter-trace-otlp-grpc') as typeof import('@opentelemetry/exporter-trace-otlp-grpc');
      return new OTLPTraceExporter();
    }
    case 'http/json': {
      const { OTLPTraceExporter } =
        require('@opentelemetry/exporter-trace-otlp-http') as typeof import('@opentelemetry/exporter-trace-otlp-http');
      return new OTLPTraceExporter();
    }
    default: {
      const { OTLPTraceExporter } =
        require('@opentelemetry/exporter-trace-otlp-proto') as typeof import('@opentelemetry/exporter-trace-otlp-proto');
      return new OTLPTraceExporter();
    }
  }
}
