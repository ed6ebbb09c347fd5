import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attainedShare } from './attainment';

it('tells nothing where nothing was due', () => {
  expect(attainedShare({ met: '0', missed: '0' })).toBeUndefined();
  expect(attainedShare({ met: '1', missed: '2' })).toBe(0.333);
});

it('is all only when none was missed, and none only when none was met', () => {
  const count = fc.oneof(fc.bigInt({ min: 0n, max: 3n }), fc.bigInt({ min: 0n, max: 10n ** 15n }));
  fc.assert(
    fc.property(count, count, (met, missed) => {
      fc.pre(met + missed > 0n);
      const share = attainedShare({ met: String(met), missed: String(missed) });
      expect([share === 1, share === 0]).toEqual([missed === 0n, met === 0n]);
    }),
  );
});
