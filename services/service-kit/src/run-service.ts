import { event as eventProto } from '@fairlead/proto';
import type { Connection, Model } from 'mongoose';
import { ServiceTokens, TokenVerifier, trustedIssuers } from './auth/tokens';
import type { BaseConfig } from './config/load-config';
import { Consumer, type Handlers } from './consume/consumer';
import { ConsumerStore } from './consume/consumer-store';
import { type EventSource, localSource } from './consume/event-source';
import { EventLog } from './events/event-log';
import { EventLogService, type EventVisibility } from './events/event-log-service';
import { LogTail } from './events/log-tail';
import { Relay } from './events/relay';
import { trimLog } from './events/trim-log';
import { type GrpcServer, type Served, startGrpcServer } from './grpc/server';
import { Leases, leaseHolder } from './lease/lease';
import { createLogger, type Logger } from './log/logger';
import type { AggregateFields } from './mongo/aggregate';
import { AggregateStore, type PendingHint } from './mongo/aggregate-store';
import { type AnyModel, connectStore, ensureCollections } from './mongo/connect';
import { StoreWatchdog } from './mongo/store-watchdog';
import { drain, type Running } from './run-process';

/** What a service's composition gets to build on. */
export interface ServiceContext {
  connection: Connection;
  logger: Logger;
  tokens: ServiceTokens;
  /** Pass it to every AggregateStore. */
  hint: PendingHint;
  /** Own log as a source of events. */
  ownEvents: EventSource;
  log: EventLog;
  consumers: ConsumerStore;
  /** For background work that one process at a time does. */
  leases: Leases;
}

/** What a service consists of. */
export interface ServiceParts {
  /** Models of aggregates whose pending events the relay takes. */
  aggregates: AnyModel[];
  /** Further models whose collections and indexes are created at start. */
  otherModels?: AnyModel[];
  services: Served[];
  /** Consumers by name. */
  consumers?: { name: string; source: EventSource; handlers: Handlers; skipTrimmed?: boolean }[];
  /** Which events a person may see. */
  eventVisibility: EventVisibility;
  /** The list method that replaces trimmed events. */
  snapshotMethod: string;
  /** Runs after the collections exist and before calls are served, e.g. built-in records. */
  prepare?(): Promise<void>;
  /** Further background work; stopped before the store is closed. */
  background?: { start(): void; stop(): Promise<void> }[];
}

export interface RunningService extends Running {
  /** 0 after a migration, which serves nothing. */
  port: number;
  connection: Connection;
  log: EventLog;
}

const TRIM_EVERY_MS = 3_600_000;
const KEEP_EVENTS_MS = 90 * 86_400_000;

/** Starts a service; used by its main and, on port 0, by its tests. */
export async function startService(
  name: string,
  config: BaseConfig,
  compose: (context: ServiceContext) => ServiceParts | Promise<ServiceParts>,
): Promise<RunningService> {
  const logger = createLogger(name, config.LOG_LEVEL);
  const localStore = config.MONGODB_LOCAL_STORE;
  const database = config.MONGODB_DATABASE ?? `fairlead_${name.replaceAll('-', '_')}`;
  const connection = await connectStore({ uri: config.MONGODB_URI, database, localStore }, logger);
  const tokens = ServiceTokens.fromFile(name, config.SERVICE_KEY_FILE);
  const verifier = new TokenVerifier(trustedIssuers(config));
  const log = new EventLog(connection, name);
  const tail = new LogTail(log, logger);
  const leases = new Leases(connection, leaseHolder(config.GRPC_PORT), logger);
  const consumers = new ConsumerStore(connection);
  // The relay needs the models that compose makes; hints before that find no pending events yet.
  let relay: Relay | undefined;
  const hint: PendingHint = (...pending) => relay?.hint(...pending);
  const parts = await compose({
    connection,
    logger,
    tokens,
    hint,
    ownEvents: localSource(log, tail),
    log,
    leases,
    consumers,
  });
  await ensureCollections(
    [
      ...parts.aggregates,
      ...(parts.otherModels ?? []),
      log.model,
      log.meta,
      leases.model,
      consumers.positions,
      consumers.parked,
    ],
    localStore,
  );
  // A scan finds pending events on the stand-in, so other processes' leftovers are looked for less often there.
  relay = new Relay(log, parts.aggregates as Model<AggregateFields>[], leases, logger, localStore ? 2000 : 300);
  await parts.prepare?.();
  if (config.RUN_MODE === 'migrate') {
    logger.info({ database }, 'collections and indexes are there');
    return { port: 0, connection, log, finished: true, stop: () => connection.close() };
  }
  relay.start();
  const own: Served = {
    definition: eventProto.EventLogServiceDefinition,
    implementation: new EventLogService(log, tail, parts.eventVisibility, parts.snapshotMethod),
    access: { Subscribe: 'any', GetHead: 'any' },
  };
  const server: GrpcServer = await startGrpcServer({
    host: config.GRPC_HOST,
    port: config.GRPC_PORT,
    services: [...parts.services, own],
    verifier,
    logger,
    maxConnectionAgeMs: config.GRPC_MAX_CONNECTION_AGE_MS,
  });
  const running = (parts.consumers ?? []).map(
    (consumer) => new Consumer({ ...consumer, store: consumers, leases, logger }),
  );
  for (const consumer of running) consumer.start();
  for (const work of parts.background ?? []) work.start();
  const trimming = setInterval(() => {
    void leases
      .hold('trim')
      .then((held) => (held ? trimLog(log, new Date(Date.now() - KEEP_EVENTS_MS)) : 0))
      .catch((error: unknown) => logger.warn({ err: error }, 'trimming failed'));
  }, TRIM_EVERY_MS);
  const watchdog = new StoreWatchdog(connection, logger, { uri: config.MONGODB_URI });
  watchdog.start();
  server.setServing(true);
  logger.info({ port: server.port }, 'ready');
  return {
    port: server.port,
    connection,
    log,
    drainDelayMs: config.DRAIN_DELAY_MS,
    async stop() {
      await drain(server, config.DRAIN_DELAY_MS);
      clearInterval(trimming);
      await watchdog.stop();
      await Promise.all([
        ...running.map((consumer) => consumer.stop()),
        ...(parts.background ?? []).map((work) => work.stop()),
      ]);
      await tail.stop();
      await server.stop();
      await relay?.stop();
      await connection.close();
      logger.info('stopped');
    },
  };
}

export { AggregateStore };
