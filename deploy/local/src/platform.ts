import { join } from 'node:path';
import { lockDataDir } from './data-lock';
import { documentStoreCommand } from './document-store';
import { isServing } from './grpc-health';
import { findDocumentStore } from './parts/document-store-part';
import { findTemporal } from './parts/temporal-part';
import { ROOT } from './paths';
import { isListening } from './ports';
import { ensureSecrets } from './secrets';
import { type ProcessSpec, Supervisor } from './supervisor';
import { temporalCommand } from './temporal';

/** Back-end services by name with their port offset; the gateway and the worker come after them. */
const SERVICES = { customer: 1, assignment: 2, 'follow-up': 3, order: 4, notification: 5, insight: 6 } as const;
export type ServiceName = keyof typeof SERVICES;

/** Heap of each service, in MiB; the customer service keeps the lookup index of all customers in it. */
const nodeFlags = () => [
  `--max-old-space-size=${Number(process.env.FAIRLEAD_SERVICE_HEAP_MB ?? '192')}`,
  '--max-semi-space-size=8',
];
const WORKER_FLAGS = ['--max-old-space-size=384'];

export interface PlatformOptions {
  dataDir: string;
  /** Processes per service, default 1. */
  replicas?: Partial<Record<ServiceName, number>>;
  /** Names of the processes to start, when not all are wanted. */
  only?: string[];
  /** Further variables for every process of ours. */
  env?: Record<string, string>;
  reconcileSeconds?: number;
  log?(line: string): void;
}

export interface Platform {
  url: string;
  mongoUri: string;
  temporalAddress: string;
  supervisor: Supervisor;
  /** gRPC ports by process name. */
  ports: Record<string, number>;
  stop(): Promise<void>;
}

/** All ports derive from this one, so that several platforms fit on one machine. */
const portBase = () => Number(process.env.FAIRLEAD_PORT_BASE ?? '50050');
const httpPort = () =>
  Number(process.env.FAIRLEAD_HTTP_PORT ?? (process.env.FAIRLEAD_PORT_BASE ? portBase() + 30 : 8080));

/** Starts every process on this machine and waits until all are ready. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const log = options.log ?? (() => undefined);
  const unlock = lockDataDir(options.dataDir);
  try {
    const platform = await compose(options, log);
    const stop = async () => {
      await platform.supervisor.stop();
      unlock();
    };
    platform.supervisor.on('ready', ({ name, ms }) => log(`${name} is ready (${(ms / 1000).toFixed(1)} s)`));
    await refuseTakenPorts(platform.ports);
    try {
      await platform.supervisor.start();
    } catch (error) {
      await stop();
      throw error;
    }
    return { ...platform, stop };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function compose(options: PlatformOptions, log: (line: string) => void): Promise<Omit<Platform, 'stop'>> {
  const { dataDir } = options;
  const base = portBase();
  const ports: Record<string, number> = {};
  const specs: ProcessSpec[] = [];
  const secrets = ensureSecrets(dataDir);

  let mongoUri = process.env.MONGODB_URI ?? '';
  let localStore = process.env.MONGODB_LOCAL_STORE ?? 'false';
  const needsStore: string[] = [];
  if (mongoUri === '') {
    const part = await findDocumentStore(log);
    const port = base + 20;
    ports['document-store'] = port;
    mongoUri = `mongodb://127.0.0.1:${port}`;
    localStore = String(part.kind === 'java');
    needsStore.push('document-store');
    specs.push({
      name: 'document-store',
      ...documentStoreCommand(part, join(dataDir, part.kind === 'java' ? 'store.mv' : 'store'), port),
      ready: () => isListening(port),
    });
  }

  let temporalAddress = process.env.TEMPORAL_ADDRESS ?? '';
  const needsTemporal: string[] = [];
  if (temporalAddress === '') {
    const port = base + 21;
    ports.temporal = port;
    temporalAddress = `127.0.0.1:${port}`;
    needsTemporal.push('temporal');
    const program = await findTemporal(log);
    const dbFile = join(dataDir, 'temporal.db');
    specs.push({
      name: 'temporal',
      ...temporalCommand(program, { dbFile, port, uiPort: base + 22 }),
      ready: () => isServing(port),
    });
  }

  const http = httpPort();
  const url = `http://127.0.0.1:${http}`;
  const shared: Record<string, string> = {
    NODE_ENV: 'production',
    MONGODB_URI: mongoUri,
    MONGODB_LOCAL_STORE: localStore,
    SERVICE_KEY_FILE: secrets.serviceKey,
    CHANNEL_KEYS_FILE: secrets.channelKeys,
    ATTACHMENT_FOLDER: join(dataDir, 'attachments'),
    USER_ISSUER: url,
    USER_JWKS_FILE: secrets.issuerJwks,
    TEMPORAL_ADDRESS: temporalAddress,
    CONSOLE_URL: url,
    RECONCILE_INTERVAL_SECONDS: String(options.reconcileSeconds ?? 60),
    ...options.env,
  };
  const replicas = (name: ServiceName) => options.replicas?.[name] ?? 1;
  for (const [name, offset] of Object.entries(SERVICES) as [ServiceName, number][]) {
    const own = Array.from({ length: replicas(name) }, (_, index) => base + offset + index * 100);
    shared[`${name.toUpperCase().replace('-', '_')}_ADDRESS`] = own.map((port) => `127.0.0.1:${port}`).join(',');
  }
  ports.worker = base + 8;
  shared.WORKFLOWS_ADDRESS = `127.0.0.1:${ports.worker}`;
  const nodeProcess = (
    name: string,
    main: string,
    port: number,
    after: string[],
    flags = nodeFlags(),
  ): ProcessSpec => ({
    name,
    command: process.execPath,
    args: [...flags, '--require', join(ROOT, 'services/service-kit/dist/telemetry/register.js'), join(ROOT, main)],
    cwd: ROOT,
    env: { ...shared, GRPC_PORT: String(port), OTEL_SERVICE_NAME: name },
    after,
    ready: () => isServing(port),
  });
  for (const [name, offset] of Object.entries(SERVICES) as [ServiceName, number][]) {
    for (let index = 0; index < replicas(name); index += 1) {
      const process = index === 0 ? name : `${name}-${index + 1}`;
      ports[process] = base + offset + index * 100;
      specs.push(nodeProcess(process, `services/${name}/dist/main.js`, ports[process], needsStore));
    }
  }
  specs.push(
    nodeProcess('worker', 'workflows/dist/main.js', ports.worker, [...needsStore, ...needsTemporal], WORKER_FLAGS),
  );
  ports.gateway = http;
  const gateway = nodeProcess('gateway', 'services/gateway/dist/main.js', base + 9, []);
  gateway.env = {
    ...gateway.env,
    HTTP_PORT: String(http),
    PUBLIC_URL: url,
    ISSUER_KEY_FILE: secrets.issuerKey,
    USERS_FILE: secrets.users,
    CONSOLE_DIR: join(ROOT, 'services/console/dist'),
  };
  gateway.edge = true;
  gateway.ready = async () => (await fetch(`${url}/readyz`)).ok;
  specs.push(gateway);
  const wanted = specs.filter(({ name }) => options.only?.includes(name) ?? true);
  return { url, mongoUri, temporalAddress, ports, supervisor: new Supervisor(wanted, join(dataDir, 'logs')) };
}

async function refuseTakenPorts(ports: Record<string, number>): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    if (await isListening(port)) {
      const variable = name === 'gateway' ? 'FAIRLEAD_HTTP_PORT' : 'FAIRLEAD_PORT_BASE';
      throw new Error(`Port ${port} of ${name} is taken; free it, or choose others by ${variable}.`);
    }
  }
}
