import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MonthOfOrders } from '../api/dashboard';
import { ordersByCurrency } from './orders-by-currency';
import { monthAfter } from './period';

const NOW = Date.parse('2026-03-15T00:00:00Z');
const inMonth = (month: string, currencyCode: string, minorUnits: string): MonthOfOrders => ({
  month,
  count: '1',
  total: { currencyCode, minorUnits },
});

describe('orders by month', () => {
  it('are told apart by currency, the newest month first, with a bar for every month', () => {
    const orders = [inMonth('2026-01', 'EUR', '50'), inMonth('2026-01', 'CNY', '7'), inMonth('2026-03', 'EUR', '200')];
    const [yuan, euro] = ordersByCurrency(orders, NOW);
    expect([yuan?.currencyCode, euro?.currencyCode]).toEqual(['CNY', 'EUR']);
    expect(euro?.months.map(({ month }) => month)).toEqual(['2026-03', '2026-01']);
    expect(euro?.bars).toHaveLength(12);
    expect(euro?.bars.slice(-3).map(({ month, length }) => [month, length])).toEqual([
      ['2026-01', 25],
      ['2026-02', 0],
      ['2026-03', 100],
    ]);
    expect(yuan?.bars.at(-3)).toMatchObject({ month: '2026-01', length: 100 });
  });

  it('show a month that lies ahead, and nothing where nothing was ordered', () => {
    expect(ordersByCurrency([], NOW)).toEqual([]);
    expect(ordersByCurrency([inMonth('2026-05', 'EUR', '0')], NOW)[0]?.bars.at(-1)).toMatchObject({
      month: '2026-05',
      length: 0,
    });
  });

  it('keep every order once, whatever the currencies', () => {
    const order = fc.tuple(fc.integer({ min: -11, max: 2 }), fc.constantFrom('EUR', 'CNY', 'JPY'), fc.nat());
    const orders = fc
      .uniqueArray(order, { selector: ([month, currency]) => `${month} ${currency}` })
      .map((all) => all.map(([back, currency, amount]) => inMonth(monthAfter('2026-03', back), currency, `${amount}`)));
    fc.assert(
      fc.property(orders, (all) => {
        const groups = ordersByCurrency(all, NOW);
        expect(new Set(groups.flatMap(({ months }) => months))).toEqual(new Set(all));
        for (const { currencyCode, months, bars } of groups) {
          expect(months.every(({ total }) => total.currencyCode === currencyCode)).toBe(true);
          expect(bars.filter(({ of }) => of)).toHaveLength(months.length);
          expect(Math.max(...bars.map(({ length }) => length))).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});
