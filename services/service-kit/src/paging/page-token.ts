import { createHash } from 'node:crypto';
import { invalidArgument } from '../errors/app-error';

/** Values of the last row in sort order, the unique id last. */
export type PageKey = (string | number)[];

/** The page size to use: 0 is the default, larger values are clamped, negative ones refused. */
export function pageSize(requested: number, fallback: number, max: number): number {
  if (requested < 0) throw invalidArgument([{ field: 'page_size', description: 'must not be negative' }]);
  return Math.min(requested === 0 ? fallback : requested, max);
}

/**
 * Opaque page token, bound to the list, its filter and order, and the caller. It grants no access: the scope is applied
 * again on every page.
 */
export function encodePageToken(binding: unknown, key: PageKey): string {
  return Buffer.from(JSON.stringify([fingerprint(binding), key])).toString('base64url');
}

/** What a part of a key must be; a number is whole and not negative, a time is milliseconds since 1970. */
export type KeyPart = 'text' | 'number' | 'time';

/** The values of a key whose parts are `Shape`. */
export type KeyOf<Shape extends readonly KeyPart[]> = {
  -readonly [Part in keyof Shape]: Shape[Part] extends 'text' ? string : number;
};

const MAX_TIME_MS = 8.64e15;
const FITS: Record<KeyPart, (part: unknown) => boolean> = {
  text: (part) => typeof part === 'string',
  number: (part) => Number.isSafeInteger(part) && (part as number) >= 0,
  time: (part) => Number.isInteger(part) && Math.abs(part as number) <= MAX_TIME_MS,
};

/**
 * The key in a token; undefined for an empty token. INVALID_ARGUMENT when it belongs to another list or is damaged, or has
 * not the parts that `shape` names: a token may be made by hand.
 */
export function decodePageToken<const Shape extends readonly KeyPart[]>(
  binding: unknown,
  token: string,
  shape: Shape,
): KeyOf<Shape> | undefined {
  if (token === '') return undefined;
  try {
    const [print, key] = JSON.parse(Buffer.from(token, 'base64url').toString()) as [unknown, unknown];
    const fits =
      Array.isArray(key) && key.length === shape.length && shape.every((part, index) => FITS[part](key[index]));
    if (print === fingerprint(binding) && fits) return key as KeyOf<Shape>;
  } catch {
    // Damaged: answered like a foreign one.
  }
  throw invalidArgument(
    [{ field: 'page_token', description: 'does not belong to this list, filter and caller' }],
    'PAGE_TOKEN_MISMATCH',
  );
}

const fingerprint = (binding: unknown) =>
  createHash('sha256').update(JSON.stringify(binding)).digest('base64url').slice(0, 16);

/**
 * Store filter for the rows after a key. `fields` are the sort fields with their direction, the unique one last;
 * `values` are typed as stored (dates as Date).
 */
export function afterKey(fields: [string, 1 | -1][], values: unknown[]): Record<string, unknown> {
  return {
    $or: fields.map(([field, direction], index) => ({
      ...Object.fromEntries(fields.slice(0, index).map(([earlier], i) => [earlier, values[i]])),
      [field]: { [direction === 1 ? '$gt' : '$lt']: values[index] },
    })),
  };
}
