import type { QueryClient } from '@tanstack/react-query';

const GATHER_MS = 400;

/**
 * Refreshes what became stale, a few things at a time. What is being loaded at that moment is refreshed afterwards: a
 * refresh in between would cancel the page that somebody just asked for.
 */
export class Refresher {
  private readonly stale = new Map<string, string[]>();
  private gathering: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly queries: Pick<QueryClient, 'isFetching' | 'invalidateQueries'>) {}

  note(keys: string[][]): void {
    for (const key of keys) this.stale.set(key.join('/'), key);
    this.gathering ??= setTimeout(() => this.refresh(), GATHER_MS);
  }

  stop(): void {
    clearTimeout(this.gathering);
  }

  private refresh(): void {
    this.gathering = undefined;
    const keys = [...this.stale.values()];
    this.stale.clear();
    const busy = keys.filter((queryKey) => this.queries.isFetching({ queryKey }) > 0);
    for (const queryKey of keys) if (!busy.includes(queryKey)) void this.queries.invalidateQueries({ queryKey });
    if (busy.length > 0) this.note(busy);
  }
}
