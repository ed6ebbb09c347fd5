import { parseArgs } from 'node:util';
import { MAX_ROWS } from '../company/customers';
import { wholeNumber } from '../options';

/** What `npm run show:import -- …` was asked for. */
export interface Options {
  rows: number;
  seed: number;
  /** How often a process is killed while the import runs. */
  kills: number;
}

/** Reads the flags; throws one clear sentence for an unknown or wrong one. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      kills: { type: 'string', default: '3' },
    },
  });
  return {
    rows: wholeNumber('rows', values.rows, 100, MAX_ROWS),
    seed: wholeNumber('seed', values.seed, 0, 1_000_000),
    kills: wholeNumber('kills', values.kills, 0, 100),
  };
}
