import type { Order } from '../../api/orders';
import { sendSurely } from '../../api/sure';
import { useCustomerCommand } from '../customer/use-customer-command';

/** A command about an order, sent as the same one until its answer is certain. */
export const useOrderCommand = (
  { customerId }: Pick<Order, 'customerId'>,
  command: (requestId: string) => Promise<unknown>,
  /** What is said when it is done. */
  done: () => string,
) => useCustomerCommand(customerId, () => sendSurely(command), done);
