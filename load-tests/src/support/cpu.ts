import { readFileSync } from 'node:fs';
import type { LoadPlatform } from './platform';

/** Of the clock in which Linux counts the time of processes. */
const TICKS_PER_SECOND = 100;

/** Seconds of CPU that these processes have used so far, by name; those that do not run are left out. */
export function cpuSeconds(at: LoadPlatform, names: string[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name) => {
      try {
        // After the name in parentheses, which may hold spaces: state is field 3, utime 14, stime 15.
        const fields =
          readFileSync(`/proc/${at.pid(name)}/stat`, 'utf8')
            .split(') ')[1]
            ?.split(' ') ?? [];
        return [[name, (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND]];
      } catch {
        return [];
      }
    }),
  );
}

/** What was used between two looks, in words. */
export const cpuBetween = (before: Record<string, number>, after: Record<string, number>): string =>
  Object.entries(after)
    .map(([name, seconds]) => `${name} ${(seconds - (before[name] ?? 0)).toFixed(1)} s`)
    .join(', ');
