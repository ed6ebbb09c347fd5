import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on the seed and the keys only, never on the order of calls. */
export function chance(seed: number, ...keys: (string | number)[]): number {
  const digest = createHash('sha256')
    .update([seed, ...keys].join('\n'))
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/** A UUID that depends on the keys only: the idempotency key of a command that may be sent again. */
export function stableUuid(...keys: (string | number)[]): string {
  const bytes = createHash('sha256').update(keys.join('\n')).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
