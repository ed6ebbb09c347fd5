import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type BulkResult, type Done, runBulk, undoBulk } from '../lib/bulk';

/** Where a command on many rows stands. */
export interface BulkState<T> {
  step: 'running' | 'finished' | 'undone';
  total: number;
  finished: number;
  results: BulkResult<T>[];
}

/** Runs a command on many rows, shows how far it is, and takes it back when asked. */
export function useBulk<T>() {
  const queries = useQueryClient();
  const [state, setState] = useState<BulkState<T>>();
  const stopped = useRef(false);
  const follow = async (
    total: number,
    end: 'finished' | 'undone',
    run: (options: Parameters<typeof runBulk>[2]) => Promise<BulkResult<T>[]>,
  ) => {
    stopped.current = false;
    setState({ step: 'running', total, finished: 0, results: [] });
    const results = await run({
      onProgress: (finished) => setState({ step: 'running', total, finished, results: [] }),
      stopped: () => stopped.current,
    });
    setState({ step: end, total, finished: results.length, results });
    for (const queryKey of [['lists'], ['board'], ['workload'], ['customer'], ['my-day']])
      void queries.invalidateQueries({ queryKey });
  };
  return {
    state,
    start: (rows: T[], work: (row: T) => Promise<Done>) =>
      follow(rows.length, 'finished', (options) => runBulk(rows, work, options)),
    undo: () => {
      const done = state?.results ?? [];
      return follow(undoable(done), 'undone', (options) => undoBulk(done, options));
    },
    stop: () => {
      stopped.current = true;
    },
    close: () => setState(undefined),
  };
}

/** How many rows can be taken back. */
export const undoable = <T>(results: readonly BulkResult<T>[]): number =>
  results.filter((result) => result.outcome === 'done' && result.undo).length;
