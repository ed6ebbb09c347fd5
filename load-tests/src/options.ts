import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Sizes } from './measurement';

/** What `npm run bench -- …` was asked for. */
export interface Options {
  /** Names of the measurements; empty for all. */
  only: string[];
  /** Where the figures go as JSON. */
  json?: string;
  seed: number;
  sizes: Sizes;
}

/** A whole number of at least `min`; throws one clear sentence otherwise. */
export function wholeNumber(flag: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new Error(`--${flag} takes a whole number from ${min} to ${max}, not ${text}.`);
  return value;
}

/** Reads the flags; throws one clear sentence for an unknown or wrong one. */
export function readOptions(args: string[], known: string[], maxRows: number): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', default: '' },
      json: { type: 'string' },
      seed: { type: 'string', default: '1' },
      customers: { type: 'string', default: '10000,100000' },
      rows: { type: 'string', default: '20000' },
      'memory-rows': { type: 'string', default: '100000' },
    },
  });
  const only = values.only.split(',').filter((name) => name !== '');
  const unknown = only.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no measurement ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  return {
    only,
    json: values.json === undefined ? undefined : resolve(values.json),
    seed: wholeNumber('seed', values.seed, 0, 1_000_000),
    sizes: {
      lookup: values.customers.split(',').map((size) => wholeNumber('customers', size, 100, maxRows)),
      import: wholeNumber('rows', values.rows, 100, maxRows),
      importMemory: wholeNumber('memory-rows', values['memory-rows'], 100, maxRows),
    },
  };
}
