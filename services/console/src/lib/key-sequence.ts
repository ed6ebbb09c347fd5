/** A letter that waits for a second one. */
export interface Leader {
  at: number;
}

const WAIT_MS = 1500;

/**
 * Follows a sequence like `g c`: `next` is the state to keep, `letter` the second key once the sequence is complete.
 * `used` tells that the key belongs to the sequence and to nothing else.
 */
export function followSequence(
  leader: Leader | undefined,
  key: string,
  now: number,
): { next?: Leader; letter?: string; used: boolean } {
  if (leader && now - leader.at <= WAIT_MS) {
    if (/^(Shift|Control|Alt|Meta)$/.test(key)) return { next: leader, used: false };
    return { letter: key, used: true };
  }
  return key === 'g' ? { next: { at: now }, used: true } : { used: false };
}
