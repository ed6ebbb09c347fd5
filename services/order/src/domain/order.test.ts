import fc from 'fast-check';
import { compareDecimals } from './money';
import {
  cancelOrder,
  confirmOrder,
  type Order,
  OrderState,
  openQuantities,
  receiveShipment,
  shipmentFaults,
  shipOrder,
  toLines,
  totalOf,
  updateDraft,
} from './order';

const at = new Date('2026-11-27T08:00:00Z');
const input = { productId: 'p', productName: 'P', unitPriceMinorUnits: 100, discount: '0' };

function newOrder(quantities: string[], state: Order['state'] = OrderState.ORDER_STATE_DRAFT): Order {
  const lines = toLines(quantities.map((quantity) => ({ ...input, quantity })));
  return {
    customerId: 'c',
    ownerId: 'ann',
    teamId: 'south',
    teamPath: ['south'],
    ownershipRevision: 1,
    number: 'O-1',
    state,
    orderDate: '2026-11-27',
    requiredDate: '',
    currencyCode: 'EUR',
    lines,
    totalMinorUnits: totalOf(lines),
    shipments: [],
    externalRef: '',
    cancelReason: '',
    note: '',
    createdBy: 'ann',
  };
}

const shipment = (id: string, lines: { lineNumber: number; quantity: string }[]) => ({
  id,
  lines,
  carrier: '',
  trackingNumber: '',
  shipTime: at,
  receivedBy: '',
});

describe('an order', () => {
  it('is changed as a draft only, and confirmed once', () => {
    const order = newOrder(['2']);
    const confirmed = { ...order, ...confirmOrder('o', order)?.set };
    expect(confirmed.state).toBe(OrderState.ORDER_STATE_CONFIRMED);
    expect(confirmOrder('o', confirmed)).toBeNull();
    expect(() => updateDraft('o', confirmed, { note: 'x' })).toThrow('Only a draft');
  });

  it('is cancelled before goods leave, not after', () => {
    const order = newOrder(['2'], OrderState.ORDER_STATE_CONFIRMED);
    expect(cancelOrder('o', order, 'why')?.set).toMatchObject({ state: OrderState.ORDER_STATE_CANCELLED });
    const shipped = { ...order, ...shipOrder('o', order, shipment('s', [{ lineNumber: 1, quantity: '1' }])).set };
    expect(() => cancelOrder('o', shipped, 'why')).toThrow('have left');
    const cancelled = { ...order, ...cancelOrder('o', order, 'why')?.set };
    expect(() => confirmOrder('o', cancelled)).toThrow('is cancelled');
    expect(() => shipOrder('o', cancelled, shipment('s', openQuantities(cancelled)))).toThrow('is cancelled');
  });

  it('does not ship a draft', () => {
    const order = newOrder(['2']);
    expect(() => shipOrder('o', order, shipment('s', openQuantities(order)))).toThrow('confirm it first');
  });

  it('names every fault of a shipment', () => {
    const faults = shipmentFaults(newOrder(['2', '1'], OrderState.ORDER_STATE_CONFIRMED), [
      { lineNumber: 1, quantity: '2.001' },
      { lineNumber: 7, quantity: '1' },
      { lineNumber: 2, quantity: '1' },
      { lineNumber: 2, quantity: '1' },
    ]);
    expect(faults.map(({ field }) => field)).toEqual([
      'lines[0].quantity',
      'lines[1].line_number',
      'lines[3].line_number',
    ]);
  });

  it('is shipped when all has left and received when all has arrived, whatever the parts', () => {
    const parts = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 })), { maxLength: 12 });
    fc.assert(
      fc.property(parts, (wanted) => {
        let order = newOrder(['2', '1.5', '3'], OrderState.ORDER_STATE_CONFIRMED);
        for (const [index, [lineNumber, halves]] of wanted.entries()) {
          const lines = [{ lineNumber, quantity: String(halves / 2) }];
          if (shipmentFaults(order, lines).length > 0) continue;
          order = { ...order, ...shipOrder('o', order, shipment(`s${index}`, lines)).set };
        }
        if (openQuantities(order).length > 0) {
          order = { ...order, ...shipOrder('o', order, shipment('rest', openQuantities(order))).set };
        }
        expect(order.state).toBe(OrderState.ORDER_STATE_SHIPPED);
        expect(order.lines.every((line) => compareDecimals(line.shippedQuantity, line.quantity) === 0)).toBe(true);
        for (const { id } of order.shipments) {
          expect(order.state).toBe(OrderState.ORDER_STATE_SHIPPED);
          const receipt = { receiveTime: at, receivedBy: 'Li' };
          order = { ...order, ...receiveShipment('o', order, id, receipt)?.set };
          expect(receiveShipment('o', order, id, receipt)).toBeNull();
        }
        expect(order.state).toBe(OrderState.ORDER_STATE_RECEIVED);
        expect(receiveShipment('o', order, 'none', { receiveTime: at, receivedBy: '' })).toBeUndefined();
      }),
    );
  });
});
