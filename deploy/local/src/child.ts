import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';

let hasSetpriv: boolean | undefined;
const bound = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of bound) child.kill('SIGKILL');
});

/** Starts a program that dies with this process, even when this one is killed (Linux; elsewhere by an exit hook). */
export function spawnBound(command: string, args: string[], options: SpawnOptions): ChildProcess {
  hasSetpriv ??= spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true'], { stdio: 'ignore' }).status === 0;
  const child = hasSetpriv
    ? spawn('setpriv', ['--pdeathsig', 'KILL', command, ...args], options)
    : spawn(command, args, options);
  bound.add(child);
  child.once('exit', () => bound.delete(child));
  return child;
}

/** Asks a program to end and waits; kills it after `graceMs`. */
export async function endChild(child: ChildProcess, graceMs = 10_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(timer);
}
