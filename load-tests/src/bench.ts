import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { MAX_ROWS } from './company/customers';
import { type Figure, type Measured, ratioOf, reached } from './measurement';
import { MEASUREMENTS } from './measurements';
import { readOptions } from './options';
import { table } from './table';

/** `npm run bench`: each measurement beside its floor, as one table of ratios. */
async function main(): Promise<void> {
  const known = MEASUREMENTS.map(({ name }) => name);
  const { only, json, seed, sizes } = readOptions(process.argv.slice(2), known, MAX_ROWS);
  const begun = Date.now();
  const log = (line: string) => console.log(`${((Date.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${line}`);
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.version}`;
  console.log(machine);
  const results: Record<string, Measured> = {};
  const chosen = MEASUREMENTS.filter(({ name }) => only.length === 0 || only.includes(name));
  for (const { name, measure } of chosen) {
    log(name);
    results[name] = await measure({ sizes, seed, log: (line) => log(`  ${line}`) });
  }
  const figures = Object.values(results).flatMap((result) => result.figures);
  console.log(`\n${table(figures)}\n`);
  for (const [floorIs, names] of floors(figures)) console.log(`floor of ${names.join('; ')}: ${floorIs}`);
  for (const [name, { notes }] of Object.entries(results)) for (const note of notes) console.log(`${name}: ${note}`);
  if (!json) return;
  const shown = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), reached: reached(figure) }));
  const details = Object.fromEntries(Object.entries(results).map(([name, { details }]) => [name, details]));
  const time = new Date(begun).toISOString();
  writeFileSync(json, `${JSON.stringify({ time, machine, seed, sizes, figures: shown, details }, null, 2)}\n`);
}

/** Names of figures by what their floor is. */
function floors(figures: Figure[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { name, floorIs } of figures) found.set(floorIs, [...(found.get(floorIs) ?? []), name]);
  return found;
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
