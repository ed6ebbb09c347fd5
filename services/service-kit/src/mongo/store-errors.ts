import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What a store failure means for the caller:
 * duplicate: a unique value exists · conflict: another write won, nothing was written · unavailable: not reached;
 * a write may or may not have happened · other: a fault of ours.
 */
export type StoreErrorKind = 'duplicate' | 'conflict' | 'unavailable' | 'other';

const DUPLICATE = new Set([11000, 11001]);
const CONFLICT = new Set([112, 251]);
/** Not primary, shutting down, stepped down, exceeded time limit, network, a cursor that went with its server. */
const UNAVAILABLE = new Set([6, 7, 43, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);
const NETWORK = /Network|ServerSelection|PoolCleared|PoolClosed|Topology|NotConnected|WriteConcern/;

/** The one place that reads driver errors. No code reads `keyPattern`: some compatible engines do not send it. */
export function classifyStoreError(error: unknown): StoreErrorKind {
  if (typeof error !== 'object' || error === null) return 'other';
  const { code, name = '', message = '' } = error as { code?: unknown; name?: string; message?: string };
  if (typeof code === 'number') {
    if (DUPLICATE.has(code)) return 'duplicate';
    if (CONFLICT.has(code)) return 'conflict';
    if (UNAVAILABLE.has(code)) return 'unavailable';
  }
  if (/^Mongo(ose)?/.test(name) && NETWORK.test(name)) return 'unavailable';
  return /before initial connection is complete|ECONNREFUSED|ECONNRESET/.test(message) ? 'unavailable' : 'other';
}

/** Whether an unordered write of many failed for nothing but unique values that exist already: all others are written. */
export function onlyDuplicates(error: unknown): boolean {
  if (classifyStoreError(error) !== 'duplicate') return false;
  const { writeErrors } = error as { writeErrors?: unknown };
  if (writeErrors === undefined) return true;
  return [writeErrors].flat().every((each) => classifyStoreError(each) === 'duplicate');
}

export interface RetryBudget {
  /** Give up after this many milliseconds; Infinity for background work. Default 10,000. */
  budgetMs?: number;
  signal?: AbortSignal;
}

/** Waits with full jitter: up to 20 ms, 40 ms, … 1 s. */
export const backoff = (attempt: number, signal?: AbortSignal, capMs = 1000) =>
  sleep(Math.random() * Math.min(capMs, 20 * 2 ** Math.min(attempt, 10)), undefined, { signal });

/** Repeats work that is safe to repeat (reads, conditional writes) while the store is unavailable or in conflict. */
export async function retryStore<T>(
  work: () => Promise<T>,
  { budgetMs = 10_000, signal }: RetryBudget = {},
): Promise<T> {
  const end = Date.now() + budgetMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const kind = classifyStoreError(error);
      if ((kind !== 'unavailable' && kind !== 'conflict') || signal?.aborted || Date.now() >= end) throw error;
      await backoff(attempt, signal);
    }
  }
}
