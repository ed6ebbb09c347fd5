import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findK6, ROOT } from '@fairlead/local';

/** k6's status when a threshold was crossed; any other but 0 means that it could not run. */
const CROSSED = 99;

/** Runs the working day by k6; answers whether all thresholds held. Ctrl-C lets it end early, with a summary. */
export async function runK6(
  planFile: string,
  log: (line: string) => void,
  output: 'inherit' | 'ignore' = 'inherit',
): Promise<boolean> {
  const program = await findK6(log);
  const script = join(ROOT, 'load-tests', 'k6', 'working-day.js');
  const child = spawn(program, ['run', '--quiet', '--no-usage-report', '--log-format', 'raw', script], {
    env: { ...process.env, LOAD_PLAN: planFile },
    stdio: ['ignore', output, output],
  });
  const stop = () => void child.kill('SIGINT');
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    const [status] = (await once(child, 'exit')) as [number | null];
    if (status !== 0 && status !== CROSSED) throw new Error(`k6 ended with status ${status}.`);
    return status === 0;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
