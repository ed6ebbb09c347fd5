import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '@fairlead/local';
import type { Measured, Measurement } from '../measurement';

/** Compressed bytes that a browser loads before the console's first page, beside their budget. */
export const firstLoad: Measurement = { name: 'first-load', measure };

async function measure(): Promise<Measured> {
  const program = join(ROOT, 'services/console/first-load.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  const [, ours, floor] = /First load: ([\d.]+) KiB .*budget ([\d.]+) KiB/.exec(stdout) ?? [];
  if (!ours || !floor) throw new Error(`The console does not say how large it is: ${stdout}${stderr}`);
  const shared = { unit: 'KiB', better: 'lower' as const, aim: 1 };
  const figure = { ...shared, name: 'first load', floorIs: 'the budget', floor: Number(floor), ours: Number(ours) };
  return { figures: [figure], notes: [] };
}
