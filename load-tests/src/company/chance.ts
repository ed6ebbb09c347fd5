import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on the seed and the keys only. */
export function chance(seed: number, ...keys: (string | number)[]): number {
  const digest = createHash('sha256')
    .update([seed, ...keys].join('\n'))
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
