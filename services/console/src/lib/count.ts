import { localeOf } from './locale';

/** A count of the API (digits) in the reader's language, exact however large it is. */
export const formatCount = (count: string, language: string): string =>
  new Intl.NumberFormat(localeOf(language)).format(BigInt(count));

/** A share from 0 to 1 as percent in the reader's language, with at most one decimal place. */
export const formatPercent = (share: number, language: string): string =>
  new Intl.NumberFormat(localeOf(language), { style: 'percent', maximumFractionDigits: 1 }).format(share);

/** How long the bar of a count is beside that of the largest one, in percent. */
export function barLength(count: bigint, largest: bigint): number {
  if (largest <= 0n || count <= 0n) return 0;
  return Number((count * 1000n) / largest) / 10;
}
