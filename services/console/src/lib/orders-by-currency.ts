import type { MonthOfOrders } from '../api/dashboard';
import { barLength } from './count';
import { monthAfter } from './period';

/** Months that a chart shows at least. */
const MONTHS = 12;

/** The orders of one currency, month by month. */
export interface CurrencyOrders {
  currencyCode: string;
  /** Months with orders, newest first. */
  months: MonthOfOrders[];
  /** Every month up to the newest, oldest first, with the length of its bar in percent of the highest. */
  bars: { month: string; length: number; of?: MonthOfOrders }[];
}

/** Orders told apart by currency, in the order of the currencies' codes: amounts of two are never added up or compared. */
export function ordersByCurrency(orders: readonly MonthOfOrders[], now: number): CurrencyOrders[] {
  const codes = [...new Set(orders.map(({ total }) => total.currencyCode))].sort();
  return codes.map((currencyCode) => {
    const months = orders.filter(({ total }) => total.currencyCode === currencyCode);
    return { currencyCode, months: months.toSorted((a, b) => (a.month < b.month ? 1 : -1)), bars: barsOf(months, now) };
  });
}

function barsOf(months: readonly MonthOfOrders[], now: number): CurrencyOrders['bars'] {
  const byMonth = new Map(months.map((each) => [each.month, each]));
  const present = new Date(now).toISOString().slice(0, 7);
  const named = [...byMonth.keys(), present].sort();
  const [first, last] = [monthAfter(present, 1 - MONTHS), named.at(-1) as string];
  const amounts = months.map(({ total }) => BigInt(total.minorUnits));
  const largest = amounts.reduce((most, each) => (each > most ? each : most), 0n);
  const bars: CurrencyOrders['bars'] = [];
  for (let month = named[0] && named[0] < first ? named[0] : first; month <= last; month = monthAfter(month, 1)) {
    const of = byMonth.get(month);
    bars.push({ month, length: of ? barLength(BigInt(of.total.minorUnits), largest) : 0, of });
  }
  return bars;
}
