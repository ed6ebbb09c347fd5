import type { Money } from '../api/types';
import { localeOf } from './locale';

/** How many decimal places a currency has; two for one that is not known. */
export function fractionDigits(currencyCode: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode }).resolvedOptions()
      .maximumFractionDigits as number;
  } catch {
    return 2;
  }
}

/** `1234` cents → `12.34`. */
export function toDecimal({ currencyCode, minorUnits }: Money): string {
  const digits = fractionDigits(currencyCode);
  if (digits === 0) return minorUnits;
  const text = minorUnits.replace('-', '').padStart(digits + 1, '0');
  return `${minorUnits.startsWith('-') ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** An amount in the reader's language, exact however large it is. */
export function formatMoney(money: Money, language: string): string {
  const { currencyCode } = money;
  try {
    const format = new Intl.NumberFormat(localeOf(language), { style: 'currency', currency: currencyCode });
    // A decimal text is taken as it is; a number would lose digits.
    return format.format(toDecimal(money) as unknown as number);
  } catch {
    return `${toDecimal(money)} ${currencyCode}`;
  }
}

/** As many digits as the largest amount has in a currency without decimal places: 10^12. */
const DECIMAL = /^\d{1,13}(\.\d{1,12})?$/;

/** The value of a decimal × 10^places as a whole number; undefined when it is none or has more places. */
export function scaled(text: string, places: number): bigint | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const [whole = '0', fraction = ''] = text.split('.');
  const kept = fraction.replace(/0+$/, '');
  return kept.length > places ? undefined : BigInt(whole + kept.padEnd(places, '0'));
}
