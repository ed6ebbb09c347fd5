import fc from 'fast-check';
import { lineAmount, parseDecimal } from './money';

describe('the amount of a line', () => {
  it('is rounded half up, once, at its end', () => {
    expect(lineAmount('1', 105, '0.5')).toBe(53);
    expect(lineAmount('3', 1250, '0.1')).toBe(3375);
    expect(lineAmount('0.25', 1000, '0')).toBe(250);
    // In binary floating point 1.005 × 100 is 100.49999…
    expect(lineAmount('1.005', 100, '0')).toBe(101);
  });

  it('equals whole-number arithmetic for any quantity, price and discount', () => {
    const thousandths = fc.integer({ min: 1, max: 9_999_999 });
    const price = fc.integer({ min: 0, max: 10_000_000 });
    const tenThousandths = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(thousandths, price, tenThousandths, (quantity, unit, discount) => {
        const scaled = BigInt(quantity) * BigInt(unit) * BigInt(10_000 - discount);
        const expected = (scaled * 2n + 10_000_000n) / 20_000_000n;
        const asDecimal = (value: number, places: number) => {
          const digits = String(value).padStart(places + 1, '0');
          return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
        };
        expect(lineAmount(asDecimal(quantity, 3), unit, asDecimal(discount, 4))).toBe(Number(expected));
      }),
    );
  });
});

describe('a decimal', () => {
  it.each(['', '-1', '1e3', '1,5', '.5', '5.', 'NaN', ' 1', '1234567890123'])('is not %j', (text) => {
    expect(parseDecimal(text, 3)).toBeUndefined();
  });

  it('has no more places than allowed, needless zeros aside', () => {
    expect(parseDecimal('1.2345', 3)).toBeUndefined();
    expect(parseDecimal('1.2340', 3)?.toFixed()).toBe('1.234');
  });
});
