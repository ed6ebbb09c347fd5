import { parseArgs } from 'node:util';
import { simulationReport } from './simulate';

/** `npm run simulate -- --seed 7` */
function main(): void {
  const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' } } });
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error('--seed must be a whole number from 0.');
  const began = performance.now();
  process.stdout.write(`${simulationReport(seed)}\n`);
  process.stdout.write(`${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
}
