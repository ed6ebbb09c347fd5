import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyProduct, productDraftOf, toProduct } from './product-draft';

const CURRENCIES = ['EUR', 'CNY', 'JPY', 'KWD'];

describe('the draft of a product', () => {
  it('sends back exactly the price that it shows, in every currency', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CURRENCIES), fc.bigInt({ min: 0n, max: 10n ** 12n }), (currencyCode, amount) => {
        const listPrice = { currencyCode, minorUnits: String(amount) };
        const product = { id: 'tea', etag: '1', displayName: 'Tea', category: '', unit: '', discontinued: false };
        const { body, faults } = toProduct(productDraftOf({ ...product, listPrice }, 'r'));
        expect(faults).toEqual({});
        expect(body).toEqual({ id: 'tea', displayName: 'Tea', category: '', unit: '', discontinued: false, listPrice });
      }),
      { examples: [['JPY', 10n ** 12n]] },
    );
  });

  it.each(['', 'x', '1,5', '1.234', '-1'])('names a price that is no amount: %s', (price) => {
    const { faults } = toProduct({ ...emptyProduct('r', 'EUR'), price });
    expect(faults).toEqual({ 'listPrice.minorUnits': 'must be an amount' });
  });
});
