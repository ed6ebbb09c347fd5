import { type common, order as proto } from '@fairlead/proto';
import { Faults, invalidArgument } from '@fairlead/service-kit';
import type { DraftUpdate } from '../application/change-order';
import type { NewOrder } from '../application/create-order';
import type { HistoricOrder } from '../application/import-orders';
import type { WantedLine } from '../application/price-lines';
import { isCurrency, MAX_TOTAL_MINOR_UNITS, parseDecimal } from '../domain/money';
import { MAX_LINES, OrderState, type Shipment } from '../domain/order';

const QUANTITY_PLACES = 3;
const DISCOUNT_PLACES = 4;
const MAX_QUANTITY = 1_000_000_000;
/** Clocks of callers may run ahead of ours by so much. */
const AHEAD_MS = 5 * 60_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Checks a new order; every fault of form is named. */
export function parseNewOrder({ order, requestId }: proto.CreateOrderRequest): NewOrder {
  const faults = new Faults().uuid('request_id', requestId);
  if (!order) throw invalidArgument([...faults.found, { field: 'order', description: 'is required' }]);
  refuseOutputOnly(order, faults, 'order');
  refuseIdentity(order, faults, 'order');
  faults.check(order.externalRef === '', 'order.external_ref', 'is for imports only');
  faults.uuid('order.customer_id', order.customerId);
  checkCurrency('order.currency_code', order.currencyCode, faults);
  const terms = parseTerms(order, faults, 'order');
  faults.throwIfAny();
  return { customerId: order.customerId, currencyCode: order.currencyCode, ...terms };
}

/** Checks the new terms of a draft. */
export function parseDraftUpdate({ order, requestId }: proto.UpdateOrderRequest): DraftUpdate {
  const faults = new Faults().uuid('request_id', requestId);
  if (!order) throw invalidArgument([...faults.found, { field: 'order', description: 'is required' }]);
  faults.uuid('order.id', order.id);
  faults.check(order.etag !== '', 'order.etag', 'is required: send back the one that was read');
  const terms = parseTerms(order, faults, 'order');
  faults.throwIfAny();
  const { id, etag, customerId, currencyCode } = order;
  return { id, etag, customerId, currencyCode, ...terms };
}

/** Checks one order of an import; undefined with faults of form. */
export function parseHistoric(given: proto.ImportedOrder, now: Date, faults: Faults): HistoricOrder | undefined {
  const { order, customerExternalRef, state, shipTime, carrier } = given;
  if (!order) {
    faults.add('order', 'is required');
    return undefined;
  }
  refuseOutputOnly(order, faults, 'order');
  refuseIdentity(order, faults, 'order');
  faults.text('order.external_ref', order.externalRef, { min: 1, max: 100 });
  const both = order.customerId !== '' && customerExternalRef !== '';
  faults.check(!both, 'customer_external_ref', 'is for orders without `order.customer_id`');
  if (order.customerId !== '') faults.uuid('order.customer_id', order.customerId);
  else faults.text('customer_external_ref', customerExternalRef, { min: 1, max: 100 });
  checkCurrency('order.currency_code', order.currencyCode, faults);
  const terms = parseTerms(order, faults, 'order');
  order.lines.forEach(({ unitPrice }, index) => {
    faults.check(unitPrice !== undefined, `order.lines[${index}].unit_price`, 'is required');
  });
  const { ORDER_STATE_CONFIRMED, ORDER_STATE_SHIPPED, ORDER_STATE_RECEIVED } = OrderState;
  const states: OrderState[] = [ORDER_STATE_CONFIRMED, ORDER_STATE_SHIPPED, ORDER_STATE_RECEIVED];
  faults.check(states.includes(state), 'state', 'must be confirmed, shipped or received');
  const left = state === ORDER_STATE_SHIPPED || state === ORDER_STATE_RECEIVED;
  faults.check(left === (shipTime !== undefined), 'ship_time', left ? 'is required' : 'is for shipped orders only');
  faults.check(!isAhead(shipTime, now), 'ship_time', 'must not lie ahead');
  faults.text('carrier', carrier, { max: 100 });
  if (faults.any) return undefined;
  const { customerId, currencyCode, externalRef } = order;
  return { customerId, currencyCode, externalRef, customerExternalRef, state, shipTime, carrier, ...terms };
}

/** Checks a shipment; its id is made by the caller of this function. */
export function parseShipment(
  { orderId, shipment, requestId }: proto.ShipOrderRequest,
  id: string,
  now: Date,
): { orderId: string; shipment: Shipment } {
  const faults = new Faults().uuid('request_id', requestId).uuid('order_id', orderId);
  const given = shipment ?? proto.Shipment.create();
  faults.check(given.id === '', 'shipment.id', 'is output only');
  faults.check(given.receiveTime === undefined, 'shipment.receive_time', 'is output only');
  faults.check(given.receivedBy === '', 'shipment.received_by', 'is output only');
  faults.check(given.lines.length <= MAX_LINES, 'shipment.lines', `must be at most ${MAX_LINES}`);
  given.lines.forEach(({ quantity }, index) => {
    checkQuantity(`shipment.lines[${index}].quantity`, quantity, faults);
  });
  faults.text('shipment.carrier', given.carrier, { max: 100 });
  faults.text('shipment.tracking_number', given.trackingNumber, { max: 100 });
  faults.check(!isAhead(given.shipTime, now), 'shipment.ship_time', 'must not lie ahead');
  faults.throwIfAny();
  const { lines, carrier, trackingNumber, shipTime = now } = given;
  return { orderId, shipment: { id, lines, carrier, trackingNumber, shipTime, receivedBy: '' } };
}

export function parseReceipt(
  { orderId, shipmentId, receiveTime, receivedBy, requestId }: proto.ReceiveShipmentRequest,
  now: Date,
): { id: string; shipmentId: string; receiveTime: Date; receivedBy: string } {
  new Faults()
    .uuid('request_id', requestId)
    .uuid('order_id', orderId)
    .uuid('shipment_id', shipmentId)
    .text('received_by', receivedBy, { max: 200 })
    .check(!isAhead(receiveTime, now), 'receive_time', 'must not lie ahead')
    .throwIfAny();
  return { id: orderId, shipmentId, receiveTime: receiveTime ?? now, receivedBy };
}

/** Checks the filters that lists and totals share. */
export function checkOrderFilter(
  filter: Pick<proto.ListOrdersRequest, 'customerId' | 'ownerId' | 'teamId' | 'fromDate' | 'beforeDate'>,
): Faults {
  const faults = new Faults();
  if (filter.customerId !== '') faults.uuid('customer_id', filter.customerId);
  if (filter.ownerId !== '') faults.slug('owner_id', filter.ownerId);
  if (filter.teamId !== '') faults.slug('team_id', filter.teamId);
  if (filter.fromDate !== '') checkDate('from_date', filter.fromDate, faults);
  if (filter.beforeDate !== '') checkDate('before_date', filter.beforeDate, faults);
  return faults;
}

type Terms = Pick<NewOrder, 'number' | 'orderDate' | 'requiredDate' | 'lines' | 'note'>;

function parseTerms(order: proto.Order, faults: Faults, field: string): Terms {
  const [number, note] = [order.number.trim(), order.note.trim()];
  faults.text(`${field}.number`, number, { max: 60 }).text(`${field}.note`, note, { max: 2000 });
  checkDate(`${field}.order_date`, order.orderDate, faults);
  if (order.requiredDate !== '') {
    checkDate(`${field}.required_date`, order.requiredDate, faults);
    faults.check(order.requiredDate >= order.orderDate, `${field}.required_date`, 'must not be before the order date');
  }
  const many = order.lines.length;
  faults.check(many > 0 && many <= MAX_LINES, `${field}.lines`, `must be 1 to ${MAX_LINES}, are ${many}`);
  const lines = order.lines
    .slice(0, MAX_LINES)
    .map((line, index) => parseLine(line, `${field}.lines[${index}]`, faults));
  return { number, note, orderDate: order.orderDate, requiredDate: order.requiredDate, lines };
}

function parseLine(line: proto.OrderLine, field: string, faults: Faults): WantedLine {
  const { productId, quantity, unitPrice, discount, number, productName, amount, shippedQuantity } = line;
  const outputs = { number, product_name: productName, amount, shipped_quantity: shippedQuantity };
  for (const [name, value] of Object.entries(outputs)) faults.check(!value, `${field}.${name}`, 'is output only');
  faults.slug(`${field}.product_id`, productId);
  checkQuantity(`${field}.quantity`, quantity, faults);
  const share = parseDecimal(discount || '0', DISCOUNT_PLACES);
  faults.check(
    share?.lte(1) === true,
    `${field}.discount`,
    `must be a decimal from 0 to 1 with at most ${DISCOUNT_PLACES} decimal places`,
  );
  if (unitPrice) checkMoney(`${field}.unit_price`, unitPrice, faults);
  return { productId, quantity, discount: discount || '0', ...(unitPrice ? { unitPrice: toPrice(unitPrice) } : {}) };
}

const toPrice = ({ currencyCode, minorUnits }: common.Money) => ({ currencyCode, minorUnits: Number(minorUnits) });

export function checkMoney(field: string, { currencyCode, minorUnits }: common.Money, faults: Faults): void {
  checkCurrency(`${field}.currency_code`, currencyCode, faults);
  const sound = minorUnits >= 0n && minorUnits <= BigInt(MAX_TOTAL_MINOR_UNITS);
  faults.check(sound, `${field}.minor_units`, `must be 0 to ${MAX_TOTAL_MINOR_UNITS}`);
}

export function checkCurrency(field: string, code: string, faults: Faults): void {
  faults.check(isCurrency(code), field, 'must be a currency of ISO 4217');
}

function checkQuantity(field: string, quantity: string, faults: Faults): void {
  const value = parseDecimal(quantity, QUANTITY_PLACES);
  const sound = value?.gt(0) === true && value.lt(MAX_QUANTITY);
  faults.check(
    sound,
    field,
    `must be a decimal above 0 and below ${MAX_QUANTITY} with at most ${QUANTITY_PLACES} decimal places`,
  );
}

function checkDate(field: string, value: string, faults: Faults): void {
  const time = DATE.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
  const real = time !== undefined && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value);
  faults.check(real, field, 'must be a date YYYY-MM-DD');
}

const isAhead = (time: Date | undefined, now: Date) => time !== undefined && time.getTime() > now.getTime() + AHEAD_MS;

function refuseIdentity({ id, etag }: proto.Order, faults: Faults, field: string): void {
  faults.check(id === '', `${field}.id`, 'is output only').check(etag === '', `${field}.etag`, 'is output only');
}

function refuseOutputOnly(order: proto.Order, faults: Faults, field: string): void {
  const { UNRECOGNIZED: _unknown, ...states } = OrderState;
  const outputs = {
    name: order.name,
    create_time: order.createTime,
    update_time: order.updateTime,
    state: order.state !== states.ORDER_STATE_UNSPECIFIED,
    total: order.total,
    shipments: order.shipments.length > 0,
    owner_id: order.ownerId,
    cancel_reason: order.cancelReason,
  };
  for (const [name, value] of Object.entries(outputs)) faults.check(!value, `${field}.${name}`, 'is output only');
}
