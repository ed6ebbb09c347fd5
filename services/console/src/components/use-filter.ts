import { useSearchParams } from 'react-router';

/**
 * Values of a list's filter, kept in the address, and a way to change some of them; with `steps` each change is one that
 * the browser's back button takes back.
 */
export function useFilter<K extends string>(
  keys: readonly K[],
  { steps = false } = {},
): [Record<K, string>, (change: Partial<Record<K, string>>) => void] {
  const [params, setParams] = useSearchParams();
  const values = Object.fromEntries(keys.map((key) => [key, params.get(key) ?? ''])) as Record<K, string>;
  const change = (part: Partial<Record<K, string>>) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [key, value] of Object.entries<string | undefined>(part)) {
          if (value) next.set(key, value);
          else next.delete(key);
        }
        return next;
      },
      { replace: !steps },
    );
  return [values, change];
}
