import type { customer } from '@fairlead/proto';
import type { Copies, KitClient, OwnershipCopy } from '@fairlead/service-kit';
import type { OrderRepository } from '../repository/order-repository';
import type { ProductRepository } from '../repository/product-repository';

/** What the use cases work with. */
export interface Deps {
  orders: OrderRepository;
  products: ProductRepository;
  ownerships: Copies<OwnershipCopy>;
  customers: Pick<KitClient<typeof customer.CustomerServiceDefinition>, 'getCustomer' | 'batchGetCustomers'>;
}
