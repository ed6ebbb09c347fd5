/** The part of a browser's storage that is used here. */
export type KeepingPlace = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

const key = (userId: string, name: string) => `fairlead:kept:${userId}:${name}`;

/**
 * What a person keeps (saved filters, chosen columns), each person's own. It lies in the browser; everything that
 * reads or writes it goes through these two functions. What cannot be read counts as none.
 */
export function readKept<T>(
  storage: KeepingPlace,
  userId: string,
  name: string,
  isValid: (value: unknown) => value is T,
): T | undefined {
  try {
    const value: unknown = JSON.parse(storage.getItem(key(userId, name)) ?? 'null');
    return isValid(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value; a full or forbidden storage costs the value, not the work. */
export function writeKept(storage: KeepingPlace, userId: string, name: string, value: unknown): void {
  try {
    storage.setItem(key(userId, name), JSON.stringify(value));
  } catch {
    // Nothing to be done: the page works without it.
  }
}

/** Forgets a value. */
export function dropKept(storage: Pick<globalThis.Storage, 'removeItem'>, userId: string, name: string): void {
  try {
    storage.removeItem(key(userId, name));
  } catch {
    // What cannot be forgotten could not be kept either.
  }
}
