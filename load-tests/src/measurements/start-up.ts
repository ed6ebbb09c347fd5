import { BareProcess } from '../bare/process';
import type { Figure, Measured, Measurement, Run } from '../measurement';
import { percentile } from '../support/percentile';
import { LoadPlatform } from '../support/platform';

const RUNS = 3;
/** Parts that are none of ours. */
const PARTS = ['document-store', 'temporal'];
const READY = /^(\S+) is ready \(([\d.]+) s\)$/;

/** Seconds until each process serves and until all do, on a new data folder. */
export const startUp: Measurement = { name: 'start-up', measure };

async function measure({ log }: Run): Promise<Measured> {
  const perProcess = new Map<string, number[]>();
  const [whole, parts, bare]: number[][] = [[], [], []];
  for (let run = 0; run < RUNS; run += 1) {
    parts?.push(await seconds({ only: PARTS }, async () => undefined));
    const note = (line: string) => {
      const [, name, ready] = READY.exec(line) ?? [];
      if (name) perProcess.set(name, [...(perProcess.get(name) ?? []), Number(ready)]);
    };
    const start = async (at: LoadPlatform) => {
      const process = await BareProcess.start(at.platform.mongoUri);
      bare?.push(process.startMs / 1000);
      await process.stop();
    };
    whole?.push(await seconds({ log: note }, start));
    log(`run ${run + 1}: all after ${whole?.at(-1)?.toFixed(1)} s`);
  }
  const median = (values: number[] = []) => percentile(values, 0.5);
  const shared = { unit: 's', better: 'lower' as const };
  const ours = [...perProcess].filter(([name]) => !PARTS.includes(name)).sort();
  const figures: Figure[] = ours.map(([name, values]) => ({
    ...shared,
    name: `start, ${name}`,
    floorIs: 'a bare Node.js process with gRPC and mongoose, until it listens, while everything else is idle',
    floor: median(bare),
    ours: median(values),
  }));
  const floorIs = `${PARTS.join(' and ')} alone`;
  figures.push({ ...shared, name: 'start, all', floorIs, floor: median(parts), ours: median(whole) });
  const notes = [`median of ${RUNS} starts; our processes start side by side, so each waits for the others' CPU`];
  return { figures, notes, details: { perProcess: Object.fromEntries(perProcess), whole, parts, bare } };
}

/** Seconds until a platform is ready; something more may be measured while it is idle. */
async function seconds(
  options: Parameters<typeof LoadPlatform.start>[0],
  meanwhile: (at: LoadPlatform) => Promise<void>,
): Promise<number> {
  const started = performance.now();
  const at = await LoadPlatform.start(options);
  const took = (performance.now() - started) / 1000;
  try {
    await meanwhile(at);
  } finally {
    await at.stop();
  }
  return took;
}
