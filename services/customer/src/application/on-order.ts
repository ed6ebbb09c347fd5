import { order } from '@fairlead/proto';
import type { Handlers, KitClient, TypedEvent } from '@fairlead/service-kit';
import type { OrderSummary } from '../domain/customer';
import { noteOrders } from '../domain/lead';
import type { CustomerRepository } from '../repository/customer-repository';

type Orders = Pick<KitClient<typeof order.OrderServiceDefinition>, 'summarizeOrders'>;
type OrderEvent = 'crm.order.order.created.v1' | 'crm.order.order.confirmed.v1' | 'crm.order.order.cancelled.v1';

/** Most currencies that one customer orders in. */
const CURRENCIES = 200;

/**
 * The record says what the customer has ordered. The order service is asked anew at each event that can change it, so
 * events may be told twice and in any state of the others; what a later event told is never replaced by an earlier one.
 */
export function onOrder(customers: CustomerRepository, orders: Orders): Handlers {
  const note = async ({ subject: customerId, sequence, time, actor }: TypedEvent<OrderEvent>) => {
    const { totals } = await orders.summarizeOrders({ customerId, pageSize: CURRENCIES });
    const summary = toSummary(totals, Number(sequence));
    let changed = false;
    await customers.store.change(
      customerId,
      (doc) => {
        const change = noteOrders(doc, summary);
        changed = change !== null;
        return change;
      },
      { now: time ?? new Date(), actor },
    );
    return changed ? 'applied' : 'repeated';
  };
  return {
    'crm.order.order.created.v1': async (event) => {
      // A draft binds nobody.
      return event.data.state === order.OrderState.ORDER_STATE_DRAFT ? 'ignored' : note(event);
    },
    'crm.order.order.confirmed.v1': note,
    'crm.order.order.cancelled.v1': note,
  };
}

const toSummary = (totals: order.OrderTotal[], sequence: number): OrderSummary => ({
  count: totals.reduce((sum, { orderCount }) => sum + Number(orderCount), 0),
  lastOrderDate: totals.map(({ lastOrderDate }) => lastOrderDate).reduce((a, b) => (a > b ? a : b), ''),
  totals: totals.flatMap(({ total }) =>
    total ? [{ currencyCode: total.currencyCode, minorUnits: Number(total.minorUnits) }] : [],
  ),
  sequence,
});
