import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something is there, looking every `everyMs`; fails after `ms`. */
export async function eventually<T>(
  look: () => Promise<T | undefined | false | null>,
  { ms = 30_000, everyMs = 100, what = 'It' } = {},
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not come true in ${ms / 1000} s.`);
    await sleep(everyMs);
  }
}
