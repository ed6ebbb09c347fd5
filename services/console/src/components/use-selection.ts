import { useState } from 'react';

/** Rows that somebody ticked, over several pages. */
export interface Selection<T> {
  rows: T[];
  /** No more are taken; whoever shows the selection says so. */
  full: boolean;
  has(id: string): boolean;
  set(rows: T[], selected: boolean): void;
  clear(): void;
}

/** At most `max` rows at once; further ones are not taken. */
export function useSelection<T>(idOf: (row: T) => string, max: number): Selection<T> {
  const [chosen, setChosen] = useState<ReadonlyMap<string, T>>(new Map());
  return {
    rows: [...chosen.values()],
    full: chosen.size >= max,
    has: (id) => chosen.has(id),
    set: (rows, selected) => {
      const next = new Map(chosen);
      for (const row of rows) {
        if (!selected) next.delete(idOf(row));
        else if (next.size < max) next.set(idOf(row), row);
      }
      setChosen(next);
    },
    clear: () => setChosen(new Map()),
  };
}
