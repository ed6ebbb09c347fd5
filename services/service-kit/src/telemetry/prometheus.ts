import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import type { MetricReader } from '@opentelemetry/sdk-metrics';

/** Serves `/metrics` on all addresses: Prometheus reads each replica by itself. */
export const createPrometheusReader = (port: number): MetricReader => new PrometheusExporter({ port });
