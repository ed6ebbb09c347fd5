import type { Logger } from '@fairlead/service-kit';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { createTracing } from './tracing';

const WAIT_MS = 500;

export interface TemporalAddress {
  TEMPORAL_ADDRESS: string;
  TEMPORAL_NAMESPACE: string;
}

/** Connects to Temporal, waiting as long as it takes to come up. */
export async function connectTemporal(
  config: TemporalAddress,
  tracing: ReturnType<typeof createTracing>,
  logger: Logger,
  stopped: () => boolean,
) {
  const plugins = tracing ? [tracing] : [];
  for (let attempt = 0; !stopped(); attempt += 1) {
    try {
      const native = await NativeConnection.connect({ address: config.TEMPORAL_ADDRESS, plugins });
      const connection = await Connection.connect({ address: config.TEMPORAL_ADDRESS, connectTimeout: 5000, plugins });
      return { native, client: new Client({ connection, namespace: config.TEMPORAL_NAMESPACE }) };
    } catch (error) {
      if (attempt % 20 === 0) logger.warn({ err: error }, 'waiting for Temporal');
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
  }
  throw new Error('stopped before Temporal was reached');
}
