import type { MatchKeys } from '../repository/match-keys';

const PAGE = 500;
/** How long a creation may take before its keys may be taken over. */
export const ABANDONED_MS = 60_000;

/** What is to be known of the records that hold keys. */
export interface KeyHolders<D> {
  findMany(ids: string[]): Promise<(D & { _id: string })[]>;
  /** Bars an id unless its record appears first; answers the record then. */
  bury(id: string, now: Date): Promise<(D & { _id: string }) | undefined>;
  /** Everything that a record holds at present. */
  keysOf(doc: D): string[];
}

/**
 * Releases keys that a crash left without their record: the creation was given up, or a change died before it wrote or
 * released. Answers how many were released. Safe at any time and twice at once.
 */
export async function healKeys<D>(
  keys: Pick<MatchKeys, 'olderThan' | 'release'>,
  holders: KeyHolders<D>,
  now: Date,
): Promise<number> {
  let released = 0;
  for await (const page of keys.olderThan(new Date(now.getTime() - ABANDONED_MS), PAGE)) {
    const found = new Map(
      (await holders.findMany([...new Set(page.map((key) => key.customerId))])).map((doc) => [doc._id, doc]),
    );
    for (const key of page) {
      const doc = found.get(key.customerId) ?? (await holders.bury(key.customerId, now));
      if (doc && holders.keysOf(doc).includes(key._id)) continue;
      await keys.release([key._id], key.customerId);
      released += 1;
    }
  }
  return released;
}
