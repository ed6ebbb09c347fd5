import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChild, spawnBound } from './child';
import { type DocumentStorePart, findDocumentStore } from './parts/document-store-part';
import { freePort, isListening, waitFor } from './ports';

export interface StoreCommand {
  command: string;
  args: string[];
}

/**
 * Heap of the Java stand-in, in MiB: the default bears some ten thousand records. A quarter of it is its page cache.
 */
const heapMb = () => Number(process.env.FAIRLEAD_STORE_HEAP_MB ?? '512');

/** The command that serves a data file on a port. */
export function documentStoreCommand(part: DocumentStorePart, dataFile: string, port: number): StoreCommand {
  if (part.kind === 'mongod') {
    return { command: part.path, args: ['--dbpath', dataFile, '--port', String(port), '--bind_ip', '127.0.0.1'] };
  }
  const memory = [`-Xmx${heapMb()}m`, `-Dcache=${Math.floor(heapMb() / 4)}`];
  const flags = [...memory, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', part.classPath];
  return { command: 'java', args: [...flags, 'DocumentStore', dataFile, String(port)] };
}

export interface RunningStore {
  uri: string;
  port: number;
  pid: number;
  /** True for the Java stand-in. */
  localStore: boolean;
  stop(): Promise<void>;
}

/** Starts a document store; without a data file a temporary one, removed at the end. */
export async function startDocumentStore(
  options: { dataFile?: string; port?: number; log?: (line: string) => void } = {},
): Promise<RunningStore> {
  const part = await findDocumentStore(options.log ?? (() => undefined));
  const temporary = options.dataFile ? undefined : await mkdtemp(join(tmpdir(), 'fairlead-store-'));
  const dataFile =
    options.dataFile ?? (part.kind === 'java' ? join(temporary as string, 'store.mv') : (temporary as string));
  const port = options.port || (await freePort());
  const { command, args } = documentStoreCommand(part, dataFile, port);
  const child = spawnBound(command, args, { stdio: 'ignore' });
  await waitFor(() => isListening(port), {
    ms: 30_000,
    message: `The document store did not start on port ${port}.`,
    alive: () => child.exitCode === null && child.signalCode === null,
  });
  return {
    uri: `mongodb://127.0.0.1:${port}`,
    port,
    pid: child.pid as number,
    localStore: part.kind === 'java',
    async stop() {
      await endChild(child, 5000);
      if (temporary) await rm(temporary, { recursive: true, force: true });
    },
  };
}
