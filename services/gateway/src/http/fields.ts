import { z } from 'zod';

const NANOS_DIGITS = 9;

/** A proto enum in a body: one of its names, except the two that say nothing. */
export const protoEnum = <T extends Record<string, string>>(values: T) =>
  z.enum(
    Object.fromEntries(
      Object.entries(values).filter(([name]) => !name.endsWith('_UNSPECIFIED') && name !== 'UNRECOGNIZED'),
    ) as T,
  );

export const time = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

/** `12s` or `0.5s`, negative ones too: the service says what is wrong with them. */
export const duration = z
  .string()
  .regex(/^-?\d{1,12}(\.\d{1,9})?s$/, 'must be seconds like 90s or 0.5s')
  .transform((value) => {
    const [whole = '0', fraction = ''] = value.slice(0, -1).split('.');
    const sign = value.startsWith('-') ? -1 : 1;
    return { seconds: BigInt(whole), nanos: sign * Number(fraction.padEnd(NANOS_DIGITS, '0')) || 0 };
  });

/** int64: digits as a string, as answers carry it, or a whole number. */
export const int64 = z
  .union([z.string().regex(/^-?\d{1,18}$/, 'must be a whole number'), z.int()])
  .transform((value) => BigInt(value));

/** Field mask of the fields that a body names, as the protos spell them. */
export const maskOf = (body: object): string[] =>
  Object.keys(body).map((key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
