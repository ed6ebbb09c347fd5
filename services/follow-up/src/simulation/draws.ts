import { createHash } from 'node:crypto';
import { randomExponential, randomLcg, randomLogNormal } from 'd3-random';
import type { Varying } from './assumptions';

/** Draws of one person, lead or complaint: the same in both arms, in the order in which they are asked for. */
export class Draws {
  private readonly source: () => number;

  /** `names` say whose draws they are. */
  constructor(seed: number, ...names: (string | number)[]) {
    const digest = createHash('sha256')
      .update([seed, ...names].join('\u0000'))
      .digest();
    // The generator takes a seed in [0, 1).
    this.source = randomLcg(digest.readUIntBE(0, 6) / 2 ** 48);
  }

  /** In [0, 1). */
  part = (): number => this.source();

  happens = (share: number): boolean => this.part() < share;

  between = ([from, to]: [number, number]): number => from + (to - from) * this.part();

  varying = ({ median, spread }: Varying): number => randomLogNormal.source(this.source)(Math.log(median), spread)();

  /** Time until the next of so many a unit of time. */
  untilNext = (rate: number): number => randomExponential.source(this.source)(rate)();
}
