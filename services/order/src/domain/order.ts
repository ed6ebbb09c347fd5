import type { EventCatalogue } from '@fairlead/proto';
import { order as proto } from '@fairlead/proto';
import { type Change, failedPrecondition, type NewEvent } from '@fairlead/service-kit';
import { addDecimals, compareDecimals, lineAmount, subtractDecimals } from './money';

export const { OrderState } = proto;
export type OrderState = proto.OrderState;

export const MAX_LINES = 200;
export const MAX_SHIPMENTS = 100;

export interface OrderLine {
  number: number;
  productId: string;
  productName: string;
  /** Decimal. */
  quantity: string;
  unitPriceMinorUnits: number;
  /** Decimal share from 0 to 1. */
  discount: string;
  amountMinorUnits: number;
  /** Decimal; what has left of the quantity. */
  shippedQuantity: string;
}

export interface Shipment {
  id: string;
  lines: { lineNumber: number; quantity: string }[];
  carrier: string;
  trackingNumber: string;
  shipTime: Date;
  receiveTime?: Date;
  receivedBy: string;
}

/** An order. `ownerId`, `teamId` and `teamPath` are a copy of the customer's ownership, for the scope of lists. */
export interface Order {
  customerId: string;
  ownerId: string;
  teamId: string;
  teamPath: string[];
  ownershipRevision: number;
  number: string;
  state: OrderState;
  /** `YYYY-MM-DD`. */
  orderDate: string;
  requiredDate: string;
  currencyCode: string;
  lines: OrderLine[];
  totalMinorUnits: number;
  shipments: Shipment[];
  externalRef: string;
  cancelReason: string;
  note: string;
  createdBy: string;
}

/** Ordered bindingly and not all received. */
export const OPEN_STATES: OrderState[] = [
  OrderState.ORDER_STATE_CONFIRMED,
  OrderState.ORDER_STATE_PARTLY_SHIPPED,
  OrderState.ORDER_STATE_SHIPPED,
];

/** States that count in totals: bindingly ordered and not cancelled. */
export const COUNTED_STATES: OrderState[] = [
  OrderState.ORDER_STATE_CONFIRMED,
  OrderState.ORDER_STATE_PARTLY_SHIPPED,
  OrderState.ORDER_STATE_SHIPPED,
  OrderState.ORDER_STATE_RECEIVED,
];

export type LineInput = Pick<OrderLine, 'productId' | 'productName' | 'quantity' | 'unitPriceMinorUnits' | 'discount'>;

/** The lines with their numbers and amounts. */
export const toLines = (inputs: LineInput[]): OrderLine[] =>
  inputs.map((input, index) => ({
    ...input,
    number: index + 1,
    amountMinorUnits: lineAmount(input.quantity, input.unitPriceMinorUnits, input.discount),
    shippedQuantity: '0',
  }));

export const totalOf = (lines: Pick<OrderLine, 'amountMinorUnits'>[]): number =>
  lines.reduce((sum, { amountMinorUnits }) => sum + amountMinorUnits, 0);

type OrderData = EventCatalogue['crm.order.order.confirmed.v1'];

const dataOf = (orderId: string, order: Order): OrderData => ({
  orderId,
  number: order.number,
  state: order.state,
  orderDate: order.orderDate,
  currencyCode: order.currencyCode,
  totalMinorUnits: order.totalMinorUnits,
});

type PlainType = 'crm.order.order.created.v1' | 'crm.order.order.confirmed.v1' | 'crm.order.order.cancelled.v1';

const told = (type: PlainType, id: string, order: Order): NewEvent => ({
  type,
  subject: order.customerId,
  data: dataOf(id, order),
});

export const orderCreated = (id: string, order: Order): NewEvent => told('crm.order.order.created.v1', id, order);

/** Replaces lines and terms of a draft. */
export function updateDraft(
  id: string,
  order: Order,
  set: Partial<Pick<Order, 'lines' | 'totalMinorUnits' | 'orderDate' | 'requiredDate' | 'number' | 'note'>>,
): Change<Order> {
  if (order.state !== OrderState.ORDER_STATE_DRAFT) {
    throw failedPrecondition('ORDER_NOT_DRAFT', 'Only a draft may be changed.', { state: order.state });
  }
  const data = { ...dataOf(id, { ...order, ...set }), fields: Object.keys(set) };
  return { set, events: [{ type: 'crm.order.order.updated.v1', subject: order.customerId, data }] };
}

/** The customer ordered bindingly; null when it is confirmed already. */
export function confirmOrder(id: string, order: Order): Change<Order> | null {
  if (COUNTED_STATES.includes(order.state)) return null;
  refuseCancelled(order);
  const set = { state: OrderState.ORDER_STATE_CONFIRMED };
  return { set, events: [told('crm.order.order.confirmed.v1', id, { ...order, ...set })] };
}

/** Ends an order of which nothing has left; null when it is cancelled already. */
export function cancelOrder(id: string, order: Order, reason: string): Change<Order> | null {
  if (order.state === OrderState.ORDER_STATE_CANCELLED) return null;
  if (order.shipments.length > 0) {
    throw failedPrecondition('ORDER_SHIPPED', 'Goods of this order have left; it cannot be cancelled.');
  }
  const set = { state: OrderState.ORDER_STATE_CANCELLED, cancelReason: reason };
  return { set, events: [told('crm.order.order.cancelled.v1', id, { ...order, ...set })] };
}

/** What is wrong with the lines of a shipment; the field is relative to the shipment. */
export function shipmentFaults(order: Order, lines: Shipment['lines']): { field: string; description: string }[] {
  const faults: { field: string; description: string }[] = [];
  const seen = new Set<number>();
  lines.forEach(({ lineNumber, quantity }, index) => {
    const line = order.lines.find(({ number }) => number === lineNumber);
    if (!line) faults.push({ field: `lines[${index}].line_number`, description: 'there is no such line' });
    else if (seen.has(lineNumber)) {
      faults.push({ field: `lines[${index}].line_number`, description: 'is named twice' });
    } else if (compareDecimals(addDecimals(line.shippedQuantity, quantity), line.quantity) > 0) {
      const left = subtractDecimals(line.quantity, line.shippedQuantity);
      faults.push({ field: `lines[${index}].quantity`, description: `only ${left} have not left yet` });
    }
    seen.add(lineNumber);
  });
  return faults;
}

/** Everything that has not left yet. */
export const openQuantities = (order: Order): Shipment['lines'] =>
  order.lines
    .map((line) => ({ lineNumber: line.number, quantity: subtractDecimals(line.quantity, line.shippedQuantity) }))
    .filter(({ quantity }) => compareDecimals(quantity, '0') > 0);

/** Goods leave. The lines were checked by `shipmentFaults`. */
export function shipOrder(id: string, order: Order, shipment: Shipment): Change<Order> {
  refuseCancelled(order);
  if (order.state === OrderState.ORDER_STATE_DRAFT) {
    throw failedPrecondition('ORDER_NOT_CONFIRMED', 'Goods of a draft do not leave; confirm it first.');
  }
  if (shipment.lines.length === 0) throw failedPrecondition('NOTHING_TO_SHIP', 'Everything has left already.');
  if (order.shipments.length >= MAX_SHIPMENTS) {
    throw failedPrecondition('TOO_MANY_SHIPMENTS', `An order has at most ${MAX_SHIPMENTS} shipments.`);
  }
  const left = new Map(shipment.lines.map(({ lineNumber, quantity }) => [lineNumber, quantity]));
  const lines = order.lines.map((line) => ({
    ...line,
    shippedQuantity: addDecimals(line.shippedQuantity, left.get(line.number) ?? '0'),
  }));
  const all = lines.every((line) => compareDecimals(line.shippedQuantity, line.quantity) === 0);
  const state = all ? OrderState.ORDER_STATE_SHIPPED : OrderState.ORDER_STATE_PARTLY_SHIPPED;
  const set = { lines, state, shipments: [...order.shipments, shipment] };
  const data = { ...dataOf(id, { ...order, ...set }), shipmentId: shipment.id };
  return { set, events: [{ type: 'crm.order.order.shipped.v1', subject: order.customerId, data }] };
}

/** A shipment arrived; null when it had. `undefined` when there is no such shipment. */
export function receiveShipment(
  id: string,
  order: Order,
  shipmentId: string,
  receipt: { receiveTime: Date; receivedBy: string },
): Change<Order> | null | undefined {
  const found = order.shipments.find((shipment) => shipment.id === shipmentId);
  if (!found) return undefined;
  if (found.receiveTime) return null;
  const shipments = order.shipments.map((shipment) => (shipment === found ? { ...shipment, ...receipt } : shipment));
  const all = order.state === OrderState.ORDER_STATE_SHIPPED && shipments.every(({ receiveTime }) => receiveTime);
  const set = { shipments, state: all ? OrderState.ORDER_STATE_RECEIVED : order.state };
  const data = { ...dataOf(id, { ...order, ...set }), shipmentId };
  return { set, events: [{ type: 'crm.order.order.received.v1', subject: order.customerId, data }] };
}

function refuseCancelled(order: Order): void {
  if (order.state === OrderState.ORDER_STATE_CANCELLED) {
    throw failedPrecondition('ORDER_CANCELLED', 'The order is cancelled.');
  }
}
