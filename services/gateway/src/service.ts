import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger, ServiceTokens } from '@fairlead/service-kit';
import { createApp } from './app';
import { createClients } from './clients';
import type { GatewayConfig } from './config';

export interface RunningGateway {
  port: number;
  stop(): Promise<void>;
}

const GRACE_MS = 8000;

/** Starts the gateway; port 0 lets the system choose. */
export async function startGateway(config: GatewayConfig): Promise<RunningGateway> {
  const logger = createLogger('gateway', config.LOG_LEVEL);
  const clients = createClients(config, ServiceTokens.fromFile('gateway', config.SERVICE_KEY_FILE));
  const closing = new AbortController();
  const server = createServer(createApp(config, clients, logger, closing.signal));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.HTTP_PORT, config.HTTP_HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  logger.info({ port }, 'ready');
  return {
    port,
    /** Not ready any more, live streams end, running requests finish, idle connections are closed. */
    async stop() {
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
