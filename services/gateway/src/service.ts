import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger, drain, type Running, ServiceTokens } from '@fairlead/service-kit';
import { createApp } from './app';
import { createClients } from './clients';
import type { GatewayConfig } from './config';

export interface RunningGateway extends Running {
  port: number;
}

const GRACE_MS = 8000;

/** Starts the gateway; port 0 lets the system choose. */
export async function startGateway(config: GatewayConfig): Promise<RunningGateway> {
  const logger = createLogger('gateway', config.LOG_LEVEL);
  const clients = createClients(config, ServiceTokens.fromFile('gateway', config.SERVICE_KEY_FILE));
  const closing = new AbortController();
  const draining = new AbortController();
  const server = createServer(
    createApp(config, clients, logger, { draining: draining.signal, closing: closing.signal }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.HTTP_PORT, config.HTTP_HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  logger.info({ port }, 'ready');
  return {
    port,
    drainDelayMs: config.DRAIN_DELAY_MS,
    /** Not ready any more; after the delay live streams end, running requests finish, idle connections are closed. */
    async stop() {
      await drain({ setServing: () => draining.abort() }, config.DRAIN_DELAY_MS);
      closing.abort();
      const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      clearTimeout(cut);
      clients.close();
      logger.info('stopped');
    },
  };
}
