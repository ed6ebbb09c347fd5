/** What became of one row. An `undo` is there for what can be taken back. */
export interface Done {
  outcome: 'done' | 'unchanged';
  undo?: () => Promise<unknown>;
}

/** A row with what became of it. */
export type BulkResult<T> = { row: T } & (Done | { outcome: 'failed'; error: unknown });

interface BulkOptions {
  /** How many rows at once. */
  parallel?: number;
  onProgress?(finished: number): void;
  /** Once true, no further row is begun. */
  stopped?(): boolean;
}

const PARALLEL = 4;

/** Does the same with every row, a few at a time; the failure of one keeps no other back. Results are in row order. */
export async function runBulk<T>(
  rows: readonly T[],
  work: (row: T) => Promise<Done>,
  { parallel = PARALLEL, onProgress, stopped }: BulkOptions = {},
): Promise<BulkResult<T>[]> {
  const results: (BulkResult<T> | undefined)[] = rows.map(() => undefined);
  let next = 0;
  let finished = 0;
  const worker = async () => {
    while (next < rows.length && !stopped?.()) {
      const index = next;
      next += 1;
      const row = rows[index] as T;
      results[index] = await work(row).then(
        (done) => ({ row, ...done }),
        (error: unknown) => ({ row, outcome: 'failed' as const, error }),
      );
      finished += 1;
      onProgress?.(finished);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, rows.length) }, worker));
  return results.filter((result): result is BulkResult<T> => result !== undefined);
}

/** Takes back what can be taken back. */
export function undoBulk<T>(results: readonly BulkResult<T>[], options?: BulkOptions): Promise<BulkResult<T>[]> {
  const undos = new Map<T, () => Promise<unknown>>();
  for (const result of results) if (result.outcome === 'done' && result.undo) undos.set(result.row, result.undo);
  const work = async (row: T): Promise<Done> => {
    await undos.get(row)?.();
    return { outcome: 'done' };
  };
  return runBulk([...undos.keys()], work, options);
}
