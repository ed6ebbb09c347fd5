import type { customer } from '@fairlead/proto';
import { type CallerContext, fromClientError, notFound, visibleCustomer } from '@fairlead/service-kit';
import type { OrderDoc } from '../repository/models';
import type { Deps } from './deps';

/** The order with its customer, when the caller may see the customer now; NOT_FOUND otherwise. */
export async function visibleOrder(
  deps: Deps,
  id: string,
  caller: CallerContext,
): Promise<{ order: OrderDoc; customer: customer.Customer }> {
  const order = await deps.orders.store.find(id);
  if (!order) throw notFound('order', id);
  try {
    return { order, customer: await visibleCustomer(deps, order.customerId, caller) };
  } catch (error) {
    const known = fromClientError(error);
    throw known.code === 'NOT_FOUND' ? notFound('order', id) : known;
  }
}
