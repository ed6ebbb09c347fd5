import { describe, expect, it } from 'vitest';
import { formatMoney, fractionDigits, scaled, toDecimal } from './money';
import { emptyOrder, isOrderDraft, lineAmount, NO_LINE, sentLine, toOrder, toPercent } from './order-draft';

const draft = { ...emptyOrder('r', '2026-11-27', 'EUR'), lines: [NO_LINE] };
const line = { productId: 'chai', quantity: '3', unitPrice: '12.5', discount: '10' };

describe('an amount', () => {
  it('has the places of its currency and loses no digit', () => {
    expect([fractionDigits('EUR'), fractionDigits('JPY'), fractionDigits('?')]).toEqual([2, 0, 2]);
    expect(toDecimal({ currencyCode: 'EUR', minorUnits: '-5' })).toBe('-0.05');
    expect(toDecimal({ currencyCode: 'JPY', minorUnits: '1234' })).toBe('1234');
    expect(formatMoney({ currencyCode: 'EUR', minorUnits: '900719925474099312' }, 'en')).toBe(
      '€9,007,199,254,740,993.12',
    );
    expect(formatMoney({ currencyCode: 'CNY', minorUnits: '123450' }, 'zh')).toBe('¥1,234.50');
  });

  it('is read from a decimal, exactly or not at all', () => {
    expect([scaled('12.50', 2), scaled('12.500', 2), scaled('12.505', 2), scaled('1,5', 2)]).toEqual([
      1250n,
      1250n,
      undefined,
      undefined,
    ]);
  });
});

describe('a typed order', () => {
  it('is sent without its blank lines, with the discount as a share', () => {
    const { body, faults } = toOrder({ ...draft, lines: [NO_LINE, line] });
    expect(body.lines).toEqual([
      { productId: 'chai', quantity: '3', discount: '0.1000', unitPrice: { currencyCode: 'EUR', minorUnits: '1250' } },
    ]);
    expect(faults).toEqual({});
    expect(sentLine({ lines: [NO_LINE, line] }, 1)).toBe(0);
  });

  it('names a price that is none', () => {
    expect(toOrder({ ...draft, lines: [{ ...line, unitPrice: '1.234' }] }).faults).toEqual({
      'lines[0].unitPrice': 'must be an amount',
    });
  });

  it('adds up as the service does: half up, once per line', () => {
    expect(lineAmount(line, 'EUR', undefined)).toBe(3375n);
    expect(lineAmount({ ...line, quantity: '1', unitPrice: '1.05', discount: '50' }, 'EUR', undefined)).toBe(53n);
    expect(lineAmount({ ...line, unitPrice: '', discount: '' }, 'EUR', '1800')).toBe(5400n);
    expect(lineAmount({ ...line, quantity: 'x' }, 'EUR', '1')).toBeUndefined();
  });

  it('shows a share as per cent, and knows its own form again', () => {
    expect([toPercent('0.15'), toPercent('0.125'), toPercent('0'), toPercent('1')]).toEqual(['15', '12.5', '', '100']);
    expect(isOrderDraft(JSON.parse(JSON.stringify(draft)))).toBe(true);
    expect(isOrderDraft({ ...draft, lines: [{}] })).toBe(false);
  });
});
