import Big from 'big.js';

/** Most that one order may come to, in smallest units: sums of nine thousand such orders are still exact. */
export const MAX_TOTAL_MINOR_UNITS = 1_000_000_000_000;

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Whether it is a currency of ISO 4217. */
export const isCurrency = (code: string): boolean => CURRENCIES.has(code);

const DECIMAL = /^\d{1,12}(\.\d{1,12})?$/;

/** The decimal that a text gives; undefined when it is none, or has more than `places` decimal places. */
export function parseDecimal(text: string, places: number): Big | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const value = new Big(text);
  return value.eq(value.round(places, Big.roundDown)) ? value : undefined;
}

/** quantity × unit price × (1 − discount), rounded half up to the smallest unit. */
export function lineAmount(quantity: string, unitPriceMinorUnits: number, discount: string): number {
  return new Big(quantity)
    .times(unitPriceMinorUnits)
    .times(new Big(1).minus(discount))
    .round(0, Big.roundHalfUp)
    .toNumber();
}

/** Sum of decimals, as a text without needless zeros. */
export const addDecimals = (...values: string[]): string =>
  values.reduce((sum, value) => sum.plus(value), new Big(0)).toFixed();

/** What is left of a decimal. */
export const subtractDecimals = (from: string, value: string): string => new Big(from).minus(value).toFixed();

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export const compareDecimals = (a: string, b: string): number => new Big(a).cmp(b);
