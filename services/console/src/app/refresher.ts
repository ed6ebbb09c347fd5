import type { QueryClient } from '@tanstack/react-query';

const GATHER_MS = 400;

/**
 * Refreshes what became stale, a few things at a time. What is being loaded at that moment is refreshed afterwards: a
 * refresh in between would cancel the page that somebody just asked for.
 */
export class Refresher {
  private readonly stale = new Map<string, string[]>();
  private readonly refreshedAt = new Map<string, number>();
  private gathering: ReturnType<typeof setTimeout> | undefined;

  /** `pausesMs`: how long at least between two refreshes of a key, by its first part. */
  constructor(
    private readonly queries: Pick<QueryClient, 'isFetching' | 'invalidateQueries'>,
    private readonly pausesMs: Record<string, number> = {},
  ) {}

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
    const later = keys.filter((queryKey) => this.queries.isFetching({ queryKey }) > 0 || this.pauses(queryKey));
    for (const queryKey of keys) {
      if (later.includes(queryKey)) continue;
      this.refreshedAt.set(queryKey.join('/'), Date.now());
      void this.queries.invalidateQueries({ queryKey });
    }
    if (later.length > 0) this.note(later);
  }

  private pauses(key: string[]): boolean {
    const last = this.refreshedAt.get(key.join('/'));
    return last !== undefined && Date.now() - last < (this.pausesMs[key[0] ?? ''] ?? 0);
  }
}
