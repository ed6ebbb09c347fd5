import type { customer } from '@fairlead/proto';
import { type CallerContext, fromClientError, notFound, visibleCustomer } from '@fairlead/service-kit';
import type { OrderDoc } from '../repository/models';
import type { Deps } from './deps';

/** The order, whoever asks: what a caller may see of it is asked by `customerOf`. NOT_FOUND when there is none. */
export async function findOrder({ orders }: Pick<Deps, 'orders'>, id: string): Promise<OrderDoc> {
  const order = await orders.store.find(id);
  if (!order) throw notFound('order', id);
  return order;
}

/** The order's customer, as the caller may see it now; an order of another one looks as if it were not there. */
export async function customerOf(deps: Deps, order: OrderDoc, caller: CallerContext): Promise<customer.Customer> {
  try {
    return await visibleCustomer(deps, order.customerId, caller);
  } catch (error) {
    const known = fromClientError(error);
    throw known.code === 'NOT_FOUND' ? notFound('order', order._id) : known;
  }
}
