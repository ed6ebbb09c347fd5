import { percentile } from './percentile';

export interface Pair {
  floor: number;
  ours: number;
  /** Every run, for the JSON file. */
  runs: { floor: number; ours: number }[];
}

/** Measures floor and ours in turn, so that a slower minute of the machine meets both; answers the medians. */
export async function alternately(
  runs: number,
  { floor, ours }: { floor(run: number): Promise<number>; ours(run: number): Promise<number> },
  log: (line: string) => void,
): Promise<Pair> {
  const measured: Pair['runs'] = [];
  for (let run = 0; run < runs; run += 1) {
    const pair = { floor: await floor(run), ours: await ours(run) };
    log(`run ${run + 1}: floor ${pair.floor.toFixed(1)}, ours ${pair.ours.toFixed(1)}`);
    measured.push(pair);
  }
  const median = (values: number[]) => percentile(values, 0.5);
  return {
    floor: median(measured.map((pair) => pair.floor)),
    ours: median(measured.map((pair) => pair.ours)),
    runs: measured,
  };
}
