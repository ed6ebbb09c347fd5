import fc from 'fast-check';
import { expect, it } from 'vitest';
import { barLength, formatCount, formatPercent } from './count';

it('writes counts and shares as the reader does', () => {
  expect(formatCount('1234567', 'en')).toBe('1,234,567');
  expect(formatCount('9007199254740993', 'zh')).toBe('9,007,199,254,740,993');
  expect([formatPercent(0.333, 'en'), formatPercent(1, 'zh')]).toEqual(['33.3%', '100%']);
});

it('makes no bar longer than that of the largest count', () => {
  const count = fc.bigInt({ min: -5n, max: 10n ** 18n });
  fc.assert(
    fc.property(count, count, (a, b) => {
      const largest = a > b ? a : b;
      for (const each of [a, b]) expect(barLength(each, largest)).toBeLessThanOrEqual(100);
      expect(barLength(largest, largest)).toBe(largest > 0n ? 100 : 0);
    }),
  );
});
