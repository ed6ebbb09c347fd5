import type { order as proto } from '@fairlead/proto';
import { type CallerContext, Faults, type MethodAccess } from '@fairlead/service-kit';
import { OPEN_STATES, OrderState } from '../domain/order';
import type { OrderRepository } from '../repository/order-repository';

export const ORDER_WORK_ACCESS: MethodAccess = { CountOpenOrders: ['service'] };

const MAX_CUSTOMERS = 200;

/** What handovers ask of order, over gRPC. */
export class OrderWorkGrpc implements proto.OrderWorkServiceImplementation<CallerContext> {
  constructor(private readonly orders: Pick<OrderRepository, 'countByState'>) {}

  async countOpenOrders({
    ownerId,
    customerIds,
  }: proto.CountOpenOrdersRequest): Promise<proto.CountOpenOrdersResponse> {
    const faults = new Faults().slug('owner_id', ownerId);
    faults.check(customerIds.length <= MAX_CUSTOMERS, 'customer_ids', `must be at most ${MAX_CUSTOMERS}`);
    customerIds.slice(0, MAX_CUSTOMERS).forEach((id, index) => {
      faults.uuid(`customer_ids[${index}]`, id);
    });
    faults.throwIfAny();
    const states = [OrderState.ORDER_STATE_DRAFT, ...OPEN_STATES];
    const counts = await this.orders.countByState(ownerId, customerIds, states);
    const count = (customerId: string, draft: boolean) =>
      counts
        .filter((each) => each.customerId === customerId && (each.state === OrderState.ORDER_STATE_DRAFT) === draft)
        .reduce((sum, each) => sum + each.count, 0);
    const wanted = customerIds.length === 0 ? [''] : customerIds;
    return {
      orders: wanted.map((customerId) => ({
        customerId,
        drafts: count(customerId, true),
        open: count(customerId, false),
      })),
    };
  }
}
