import { demoOrders, demoProducts, orderBatches } from './orders';

describe('the orders of the sample', () => {
  const orders = demoOrders();

  it('are all there, with their lines, customers and products', () => {
    expect(orders).toHaveLength(830);
    expect(orders.flatMap(({ order }) => order.lines)).toHaveLength(2155);
    expect(demoProducts()).toHaveLength(77);
    const known = new Set(demoProducts().map(({ id }) => id));
    expect(orders.every(({ order }) => order.lines.every(({ productId }) => known.has(productId)))).toBe(true);
    expect(orderBatches(orders).flat()).toEqual(orders);
  });

  it('carry exact prices, dates and states', () => {
    expect(orders[0]).toMatchObject({
      customerExternalRef: 'NW-VINET',
      state: 'ORDER_STATE_SHIPPED',
      shipTime: '1996-07-16T00:00:00Z',
      carrier: 'Federal Shipping',
      order: { externalRef: 'NW-10248', orderDate: '1996-07-04', requiredDate: '1996-08-01' },
    });
    expect(orders[0]?.order.lines[1]).toEqual({
      productId: 'nw-42',
      quantity: '10',
      unitPrice: { currencyCode: 'USD', minorUnits: '980' },
      discount: '0',
    });
    expect(orders.filter(({ state }) => state === 'ORDER_STATE_CONFIRMED')).toHaveLength(21);
  });
});
