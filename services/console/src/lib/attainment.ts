const STEPS = 1000n;

/**
 * How many of what was due were met, from 0 to 1 in steps of a thousandth; undefined where nothing was due. All only when
 * none was missed, and none only when none was met, however many there were.
 */
export function attainedShare({ met, missed }: { met: string; missed: string }): number | undefined {
  const [good, all] = [BigInt(met), BigInt(met) + BigInt(missed)];
  if (all === 0n) return undefined;
  const steps = (good * STEPS) / all;
  return Number(steps === 0n && good > 0n ? 1n : steps) / Number(STEPS);
}
