import { customer, event as eventProto, order as proto } from '@fairlead/proto';
import {
  baseConfig,
  Copies,
  createClient,
  openChannel,
  port,
  type RunningService,
  remoteSource,
  startService,
  visibleEvents,
} from '@fairlead/service-kit';
import { z } from 'zod';
import type { Deps } from './application/deps';
import { followAssignment } from './application/follow-assignment';
import { followOwnLog } from './application/follow-own-log';
import { CATALOGUE_ACCESS, CatalogueGrpc } from './grpc/catalogue-service';
import { ORDER_ACCESS, OrderGrpc } from './grpc/order-service';
import { ORDER_WORK_ACCESS, OrderWorkGrpc } from './grpc/order-work-service';
import { createModels } from './repository/models';
import { OrderRepository } from './repository/order-repository';
import { ProductRepository } from './repository/product-repository';

export const orderConfig = baseConfig.extend({
  GRPC_PORT: port(50054),
  CUSTOMER_ADDRESS: z.string().min(1),
  ASSIGNMENT_ADDRESS: z.string().min(1),
});
export type OrderConfig = z.infer<typeof orderConfig>;

/** What anybody may know of: the catalogue belongs to no customer. */
const PUBLIC = 'crm.order.product.';

export const startOrderService = (config: OrderConfig): Promise<RunningService> =>
  startService('order', config, ({ connection, hint, tokens, ownEvents }) => {
    const { orders, products, ownerships } = createModels(connection);
    const customerChannel = openChannel(config.CUSTOMER_ADDRESS);
    const assignmentChannel = openChannel(config.ASSIGNMENT_ADDRESS);
    const deps: Deps = {
      orders: new OrderRepository(orders, hint),
      products: new ProductRepository(products, hint),
      ownerships: new Copies(ownerships),
      customers: createClient(customer.CustomerServiceDefinition, customerChannel, tokens),
    };
    const assignmentLog = createClient(eventProto.EventLogServiceDefinition, assignmentChannel, tokens);
    return {
      aggregates: [orders, products],
      otherModels: [ownerships],
      services: [
        { definition: proto.OrderServiceDefinition, implementation: new OrderGrpc(deps), access: ORDER_ACCESS },
        {
          definition: proto.OrderWorkServiceDefinition,
          implementation: new OrderWorkGrpc(deps.orders),
          access: ORDER_WORK_ACCESS,
        },
        {
          definition: proto.CatalogueServiceDefinition,
          implementation: new CatalogueGrpc(deps.products),
          access: CATALOGUE_ACCESS,
        },
      ],
      consumers: [
        {
          name: 'order.on-assignment',
          source: remoteSource('assignment', assignmentLog),
          handlers: followAssignment(deps),
        },
        { name: 'order.on-order', source: ownEvents, handlers: followOwnLog(deps) },
      ],
      async eventVisibility(events, scope) {
        const seen = await visibleEvents(deps.ownerships, events, scope);
        for (const { _id, type } of events) if (type.startsWith(PUBLIC)) seen.add(_id);
        return seen;
      },
      snapshotMethod: 'crm.order.v1.OrderService/ListOrders',
      background: [
        {
          start: () => undefined,
          stop: async () => {
            customerChannel.close();
            assignmentChannel.close();
          },
        },
      ],
    };
  });
