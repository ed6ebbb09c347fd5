import {
  type Change,
  type CommandCall,
  invalidArgument,
  refuseUnlessResponsible,
  replayOf,
  requireOwned,
  staleEtag,
} from '@fairlead/service-kit';
import {
  cancelOrder,
  confirmOrder,
  type Order,
  openQuantities,
  receiveShipment,
  type Shipment,
  shipmentFaults,
  shipOrder,
  totalOf,
  updateDraft,
} from '../domain/order';
import type { OrderDoc } from '../repository/models';
import type { NewOrder } from './create-order';
import type { Deps } from './deps';
import { priceLines } from './price-lines';
import { customerOf, findOrder } from './read-order';

/**
 * Changes an order for somebody who is responsible for its customer. A repetition is answered before anything is checked
 * again. `etag`, when given, must be the present one.
 */
async function changeOrder<R>(
  deps: Deps,
  id: string,
  etag: string,
  decide: (doc: OrderDoc) => Change<Order> | null,
  call: CommandCall<Order, R>,
): Promise<R> {
  const before = await findOrder(deps, id);
  const replay = replayOf(before, call);
  if (replay !== undefined) return replay;
  refuseUnlessResponsible(call.caller, requireOwned(await customerOf(deps, before, call.caller)));
  const guarded = (doc: OrderDoc) => {
    if (etag !== '' && etag !== String(doc.revision)) throw staleEtag();
    return decide(doc);
  };
  return (await deps.orders.store.change(id, guarded, call.context, call.command, call.reply)).reply;
}

/** Customer and currency stay: they are empty, or those of the draft. */
export interface DraftUpdate extends NewOrder {
  id: string;
  etag: string;
}

/** Replaces lines and terms of a draft. */
export async function updateOrder<R>(deps: Deps, update: DraftUpdate, call: CommandCall<Order, R>): Promise<R> {
  const { id, etag, lines: wanted, number, customerId, currencyCode, ...terms } = update;
  const products = await deps.products.named(wanted.map(({ productId }) => productId));
  const decide = (doc: OrderDoc) => {
    const { lines, faults } = priceLines(wanted, doc.currencyCode, products, { field: 'order' });
    const fixed = Object.entries({
      customer_id: [customerId, doc.customerId],
      currency_code: [currencyCode, doc.currencyCode],
    })
      .filter(([, [given, held]]) => given !== '' && given !== held)
      .map(([field]) => ({ field: `order.${field}`, description: 'stays what it is' }));
    if (fixed.length + faults.length > 0) throw invalidArgument([...fixed, ...faults]);
    const set = { ...terms, number: number || doc.number, lines, totalMinorUnits: totalOf(lines) };
    return updateDraft(id, doc, set);
  };
  return changeOrder(deps, id, etag, decide, call);
}

export const confirm = <R>(deps: Deps, id: string, etag: string, call: CommandCall<Order, R>): Promise<R> =>
  changeOrder(deps, id, etag, (doc) => confirmOrder(id, doc), call);

export const cancel = <R>(
  deps: Deps,
  { id, etag, reason }: { id: string; etag: string; reason: string },
  call: CommandCall<Order, R>,
): Promise<R> => changeOrder(deps, id, etag, (doc) => cancelOrder(id, doc, reason), call);

/** Goods leave; without lines everything that has not left yet. */
export const ship = <R>(deps: Deps, id: string, shipment: Shipment, call: CommandCall<Order, R>): Promise<R> =>
  changeOrder(
    deps,
    id,
    '',
    (doc) => {
      const lines = shipment.lines.length > 0 ? shipment.lines : openQuantities(doc);
      const faults = shipmentFaults(doc, lines);
      if (faults.length > 0) {
        throw invalidArgument(faults.map((fault) => ({ ...fault, field: `shipment.${fault.field}` })));
      }
      return shipOrder(id, doc, { ...shipment, lines });
    },
    call,
  );

export const receive = <R>(
  deps: Deps,
  { id, shipmentId, ...receipt }: { id: string; shipmentId: string; receiveTime: Date; receivedBy: string },
  call: CommandCall<Order, R>,
): Promise<R> =>
  changeOrder(
    deps,
    id,
    '',
    (doc) => {
      const change = receiveShipment(id, doc, shipmentId, receipt);
      if (change === undefined) {
        throw invalidArgument([{ field: 'shipment_id', description: 'this order has no such shipment' }]);
      }
      return change;
    },
    call,
  );
