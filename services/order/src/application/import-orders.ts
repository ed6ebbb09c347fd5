import type { customer } from '@fairlead/proto';
import { type CallerContext, derivedId, type Fault, onBehalfOf, type WriteContext } from '@fairlead/service-kit';
import { type Order, OrderState, orderCreated, totalOf } from '../domain/order';
import type { NewOrder } from './create-order';
import type { Deps } from './deps';
import { priceLines } from './price-lines';

/** An order of another system; its customer is named by id or by external reference. */
export interface HistoricOrder extends NewOrder {
  externalRef: string;
  customerExternalRef: string;
  state: OrderState;
  /** When all of it left; for shipped and received ones. */
  shipTime?: Date;
  carrier: string;
}

export interface ImportResult {
  externalRef: string;
  orderId: string;
  known: boolean;
  faults: readonly Fault[];
}

/** Id of an imported order: the same reference meets its own order. */
const importedId = (externalRef: string) => derivedId('ImportedOrder', externalRef);

/**
 * Takes orders of another system over in one write. The orders have no faults of form; those with others are left out and
 * named. An order that is here already is left as it is.
 */
export async function importOrders(
  deps: Deps,
  inputs: HistoricOrder[],
  caller: CallerContext,
  context: WriteContext,
): Promise<ImportResult[]> {
  const ids = inputs.map(({ externalRef }) => importedId(externalRef));
  const [here, customers, products] = await Promise.all([
    deps.orders.store.findMany(ids),
    readCustomers(deps, inputs, caller),
    deps.products.named(inputs.flatMap(({ lines }) => lines.map(({ productId }) => productId))),
  ]);
  const known = new Set(here.map(({ _id }) => _id));
  const items: { id: string; state: Order; events: ReturnType<typeof orderCreated>[] }[] = [];
  const results = inputs.map((input, index): ImportResult => {
    const id = ids[index] as string;
    const { externalRef } = input;
    if (known.has(id)) return { externalRef, orderId: id, known: true, faults: [] };
    const owner = customers.get(input.customerId || input.customerExternalRef);
    const { lines, faults } = priceLines(input.lines, input.currencyCode, products, { field: 'order', historic: true });
    const field = input.customerId ? 'order.customer_id' : 'customer_external_ref';
    const all = owner ? faults : [{ field, description: 'there is no such customer' }, ...faults];
    if (!owner || all.length > 0) return { externalRef, orderId: '', known: false, faults: all };
    const order = toOrder(input, owner, lines, caller.principal.sub);
    items.push({ id, state: order, events: [orderCreated(id, order)] });
    return { externalRef, orderId: id, known: false, faults: [] };
  });
  await deps.orders.store.createMany(items, context);
  // Their customers may have got other owners while the orders were written.
  const owned = new Set(items.map(({ state }) => state.customerId));
  for (const [customerId, copy] of await deps.ownerships.findMany([...owned]))
    await deps.orders.follow(customerId, copy);
  return results;
}

/** The customers that the caller sees, by id and by external reference. */
async function readCustomers(
  { customers }: Deps,
  inputs: HistoricOrder[],
  caller: CallerContext,
): Promise<Map<string, customer.Customer>> {
  const customerIds = [...new Set(inputs.flatMap(({ customerId }) => (customerId ? [customerId] : [])))];
  const externalRefs = [
    ...new Set(inputs.flatMap(({ customerId, customerExternalRef }) => (customerId ? [] : [customerExternalRef]))),
  ];
  const found = await customers.batchGetCustomers({ customerIds, externalRefs }, onBehalfOf(caller));
  return new Map(
    found.customers.flatMap((one) => [
      [one.id, one] as const,
      ...(one.externalRef ? [[one.externalRef, one] as const] : []),
    ]),
  );
}

function toOrder(
  input: HistoricOrder,
  { id: customerId, ownership }: customer.Customer,
  lines: Order['lines'],
  createdBy: string,
): Order {
  const { number, orderDate, requiredDate, currencyCode, note, externalRef, state, shipTime, carrier } = input;
  const left = shipTime !== undefined;
  const shipment = {
    id: derivedId('ImportedShipment', externalRef),
    lines: lines.map((line) => ({ lineNumber: line.number, quantity: line.quantity })),
    carrier,
    trackingNumber: '',
    shipTime: shipTime ?? new Date(0),
    receivedBy: '',
    // When it arrived is not told; that it did counts from the day it left.
    ...(state === OrderState.ORDER_STATE_RECEIVED ? { receiveTime: shipTime } : {}),
  };
  return {
    customerId,
    ownerId: ownership?.ownerId ?? '',
    teamId: ownership?.teamId ?? '',
    teamPath: ownership?.teamPath ?? [],
    ownershipRevision: Number(ownership?.revision ?? 0n),
    number: number || externalRef,
    state,
    orderDate,
    requiredDate,
    currencyCode,
    lines: left ? lines.map((line) => ({ ...line, shippedQuantity: line.quantity })) : lines,
    totalMinorUnits: totalOf(lines),
    shipments: left ? [shipment] : [],
    externalRef,
    cancelReason: '',
    note,
    createdBy,
  };
}
