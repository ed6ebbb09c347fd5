import { endChild, spawnBound } from './child';
import type { StoreCommand } from './document-store';
import { isServing } from './grpc-health';
import { findTemporal, findTemporalTestServer } from './parts/temporal-part';
import { freePort, waitFor } from './ports';

/** Search attributes of our workflows by type. */
export const SEARCH_ATTRIBUTES: Record<string, 'Keyword' | 'Datetime'> = {
  FairleadKind: 'Keyword',
  FairleadOwner: 'Keyword',
  FairleadTeam: 'Keyword',
  FairleadSubject: 'Keyword',
  FairleadState: 'Keyword',
  FairleadDue: 'Datetime',
};

/** The command of the dev server; the pragmas make it quick and still survive a kill of the process. */
export function temporalCommand(
  program: string,
  options: { dbFile?: string; port: number; uiPort?: number; settings?: Record<string, string> },
): StoreCommand {
  const attributes = Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => [
    '--search-attribute',
    `${name}=${type}`,
  ]);
  const file = options.dbFile
    ? ['--db-filename', options.dbFile, '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL']
    : [];
  const ui = options.uiPort ? ['--ui-port', String(options.uiPort)] : ['--headless'];
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(options.port), '--log-level', 'error'];
  const settings = Object.entries(options.settings ?? {}).flatMap(([name, value]) => [
    '--dynamic-config-value',
    `${name}=${value}`,
  ]);
  return { command: program, args: [...args, ...ui, ...file, ...attributes, ...settings] };
}

export interface RunningTemporal {
  address: string;
  pid: number;
  stop(): Promise<void>;
}

/** Starts a Temporal dev server, in memory unless a file is given; `settings`: its dynamic configuration. */
export async function startTemporal(
  options: { dbFile?: string; port?: number; settings?: Record<string, string>; log?: (line: string) => void } = {},
): Promise<RunningTemporal> {
  const program = await findTemporal(options.log ?? (() => undefined));
  const port = options.port || (await freePort());
  const { command, args } = temporalCommand(program, { ...options, port });
  const child = spawnBound(command, args, { stdio: 'ignore' });
  await waitFor(() => isServing(port), {
    ms: 30_000,
    message: `Temporal did not start on port ${port}.`,
    alive: () => child.exitCode === null && child.signalCode === null,
  });
  return { address: `127.0.0.1:${port}`, pid: child.pid as number, stop: () => endChild(child, 5000) };
}

/** Path of the time-skipping test server, for TestWorkflowEnvironment. */
export const temporalTestServerPath = (log: (line: string) => void = () => undefined): Promise<string> =>
  findTemporalTestServer(log);
