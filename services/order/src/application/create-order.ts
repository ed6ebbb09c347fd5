import {
  type CommandCall,
  createdId,
  findReplay,
  invalidArgument,
  refuseUnlessResponsible,
  requireOwned,
  visibleCustomer,
} from '@fairlead/service-kit';
import { type Order, OrderState, orderCreated, totalOf } from '../domain/order';
import type { Deps } from './deps';
import { priceLines, type WantedLine } from './price-lines';

export interface NewOrder {
  customerId: string;
  /** Empty: made from the id. */
  number: string;
  orderDate: string;
  requiredDate: string;
  currencyCode: string;
  lines: WantedLine[];
  note: string;
}

/** Number of an order that nobody numbered. */
export const defaultNumber = (id: string) => `O-${id.slice(0, 8).toUpperCase()}`;

/** Writes a draft down, once per request id. */
export async function createOrder<R>(deps: Deps, input: NewOrder, call: CommandCall<Order, R>): Promise<R> {
  const { caller, command, context, reply } = call;
  const id = createdId(command);
  const before = await deps.orders.store.find(id);
  // A repetition is answered even if the customer has left the caller's scope since.
  if (before?.creation && findReplay([before.creation], command)) {
    return (await deps.orders.store.create(id, before, [], context, command, reply)).reply;
  }
  const ownership = requireOwned(await visibleCustomer(deps, input.customerId, caller));
  refuseUnlessResponsible(caller, ownership);
  const products = await deps.products.named(input.lines.map(({ productId }) => productId));
  const { lines, faults } = priceLines(input.lines, input.currencyCode, products, { field: 'order' });
  if (faults.length > 0) throw invalidArgument([...faults]);
  const { ownerId, teamId, teamPath, revision } = ownership;
  const order: Order = {
    ...input,
    number: input.number || defaultNumber(id),
    ownerId,
    teamId,
    teamPath,
    ownershipRevision: revision,
    state: OrderState.ORDER_STATE_DRAFT,
    lines,
    totalMinorUnits: totalOf(lines),
    shipments: [],
    externalRef: '',
    cancelReason: '',
    createdBy: caller.principal.sub,
  };
  const outcome = await deps.orders.store.create(id, order, [orderCreated(id, order)], context, command, reply);
  // The customer may have got another owner while the order was written.
  const copy = await deps.ownerships.find(input.customerId);
  if (copy) await deps.orders.follow(input.customerId, copy);
  return outcome.reply;
}
