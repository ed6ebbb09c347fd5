import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDocumentStore } from '../parts/document-store-part';
import { findTemporal, findTemporalTestServer } from '../parts/temporal-part';
import { defaultDataDir, ROOT } from '../paths';

/** Adds up the lines `passed failed skipped` that the workspaces' runs wrote. */
export function addCounts(lines: string): { passed: number; failed: number } {
  const rows = lines.trim().split('\n').filter(Boolean);
  const sum = (column: number) => rows.reduce((total, row) => total + Number(row.split(' ')[column] ?? 0), 0);
  return { passed: sum(0), failed: sum(1) };
}

function step(command: string, args: string[], env: Record<string, string>): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
    child.once('close', (status) => resolve(status === 0));
    child.once('error', () => resolve(false));
  });
}

/** `npm test`: unit, contract, workflow, browser and end-to-end tests against the real parts. */
async function main(): Promise<void> {
  const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (!existsSync(chromium)) {
    throw new Error(`The browser tests need Chromium at ${chromium}: install it, or name it by CHROMIUM_PATH.`);
  }
  await findDocumentStore(console.log);
  await findTemporal(console.log);
  await findTemporalTestServer(console.log);
  const counts = join(defaultDataDir(), 'test-counts.txt');
  rmSync(counts, { force: true });
  writeFileSync(counts, '');
  const env = { FAIRLEAD_TEST_COUNTS: counts };
  const unit = ['turbo', 'run', 'test', '--log-prefix=none', '--concurrency=3', '--continue', '--force'];
  const steps = [await step('npx', unit, env), await step('npm', ['run', 'test:e2e', '-w', 'tests/e2e'], env)];
  const { passed, failed } = addCounts(readFileSync(counts, 'utf8'));
  // A step that failed without a failed test (it did not build, say) counts as one.
  const total = failed > 0 || steps.every(Boolean) ? failed : 1;
  console.log(`${passed} passed, ${total} failed`);
  process.exit(total > 0 ? 1 : 0);
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(error.message);
    console.log('0 passed, 1 failed');
    process.exit(1);
  });
}
