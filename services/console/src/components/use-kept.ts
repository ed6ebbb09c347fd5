import { useState } from 'react';
import { useSession } from '../app/session';
import { readKept, writeKept } from '../lib/kept';

/** A value that the signed-in person keeps. */
export function useKept<T>(
  name: string,
  fallback: T,
  isValid: (value: unknown) => value is T,
): [T, (value: T) => void] {
  const { user } = useSession();
  const [value, setValue] = useState(() => readKept(localStorage, user.id, name, isValid) ?? fallback);
  const keep = (next: T) => {
    setValue(next);
    writeKept(localStorage, user.id, name, next);
  };
  return [value, keep];
}
