export interface RetryPolicy {
  minMs: number;
  maxMs: number;
}

/** Temporary failures are retried for this long, however many attempts that are. */
export const RETRY_FOR_MS = 3 * 86_400_000;

/** Wait after the n-th failure in a row: doubled each time up to the maximum, of which a random half is taken off. */
export function retryDelay(failures: number, { minMs, maxMs }: RetryPolicy, random: number): number {
  const whole = Math.min(maxMs, minMs * 2 ** Math.min(Math.max(failures - 1, 0), 40));
  return Math.max(Math.min(minMs, maxMs), Math.round(whole * (0.5 + random / 2)));
}
