import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDir } from '@fairlead/local';
import { SABOTAGES, type Sabotage } from './checker/sabotage';

/** What `npm run demo -- …` was asked for. */
export interface Options {
  /** Stop at the end instead of staying up. */
  exit: boolean;
  /** Kill processes all day long. */
  chaos: boolean;
  seed: number;
  dataDir: string;
  /** Damage one thing before the check, to show that the check fails. */
  sabotage?: Sabotage;
}

/** Reads the flags; throws one clear sentence for an unknown or wrong one. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      exit: { type: 'boolean', default: false },
      chaos: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      'data-dir': { type: 'string' },
      sabotage: { type: 'string' },
    },
  });
  const seed = Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0) throw new Error('--seed takes a whole number from 0.');
  const sabotage = values.sabotage as Sabotage | undefined;
  if (sabotage && !SABOTAGES.includes(sabotage)) throw new Error(`--sabotage takes one of ${SABOTAGES.join(', ')}.`);
  const dataDir = values['data-dir'] ? resolve(values['data-dir']) : defaultDataDir();
  return { exit: values.exit, chaos: values.chaos, seed, dataDir, sabotage };
}
