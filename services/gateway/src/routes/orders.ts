import { order as proto } from '@fairlead/proto';
import { z } from 'zod';
import { NO_BODY, paging, queryFlag, type Route, route } from '../http/api-router';
import { int64, protoEnum, time } from '../http/fields';
import type { RouteDeps } from './deps';
import { namesOf } from './names';

const ORDER = 'crm.order.v1.Order';

export const money = z.strictObject({ currencyCode: z.string(), minorUnits: int64 });

const lines = z.array(
  z.strictObject({
    productId: z.string(),
    quantity: z.string(),
    unitPrice: money.optional(),
    discount: z.string().optional(),
  }),
);
const terms = {
  number: z.string().optional(),
  orderDate: z.string(),
  requiredDate: z.string().optional(),
  lines,
  note: z.string().optional(),
};
const draft = z.strictObject({ customerId: z.string(), currencyCode: z.string(), ...terms });
const shippedLines = z.array(z.strictObject({ lineNumber: z.int(), quantity: z.string() }));
const shipment = z.strictObject({
  lines: shippedLines.default([]),
  carrier: z.string().optional(),
  trackingNumber: z.string().optional(),
  shipTime: time.optional(),
});
const receipt = z.strictObject({
  shipmentId: z.string(),
  receiveTime: time.optional(),
  receivedBy: z.string().optional(),
});
const historic = z.strictObject({
  order: z.strictObject({
    customerId: z.string().optional(),
    currencyCode: z.string(),
    externalRef: z.string(),
    ...terms,
  }),
  customerExternalRef: z.string().optional(),
  state: protoEnum(proto.OrderState),
  shipTime: time.optional(),
  carrier: z.string().optional(),
});
const filter = {
  ...paging,
  customerId: z.string().default(''),
  ownerId: z.string().default(''),
  teamId: z.string().default(''),
  fromDate: z.string().default(''),
  beforeDate: z.string().default(''),
};

/** Orders of customers. */
export function orderRoutes({ clients: { orders, customers }, directory }: RouteDeps): Route[] {
  const tag = 'Orders';
  return [
    route({
      method: 'post',
      path: '/orders',
      summary: 'Writes a draft down.',
      tag,
      body: draft,
      command: true,
      status: 201,
      answer: ORDER,
      handle: ({ body, requestId, options }) => orders.createOrder({ order: body, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/orders',
      summary: 'Pages through the orders in scope, newest order date first, with the names they need.',
      tag,
      query: z.strictObject({
        ...filter,
        state: protoEnum(proto.OrderState).optional(),
        countedOnly: queryFlag,
        currencyCode: z.string().default(''),
      }),
      answer: 'crm.order.v1.ListOrdersResponse',
      async handle({ query, caller, options }) {
        const page = await orders.listOrders(query, options);
        const customerIds = [...new Set(page.orders.map(({ customerId }) => customerId))];
        const [found, people] = await Promise.all([
          customers.batchGetCustomers({ customerIds }, options),
          directory.names(
            page.orders.map(({ ownerId }) => ownerId),
            caller.principal,
          ),
        ]);
        return { ...page, people, customers: namesOf(found.customers) };
      },
    }),
    route({
      method: 'get',
      path: '/orders/{id}',
      summary: 'Reads an order.',
      tag,
      answer: ORDER,
      handle: ({ params, options }) => orders.getOrder({ orderId: params.id }, options),
    }),
    route({
      method: 'patch',
      path: '/orders/{id}',
      summary: 'Replaces lines and terms of a draft.',
      tag,
      body: z.strictObject(terms),
      command: true,
      ifMatch: 'required',
      answer: ORDER,
      handle: ({ params, body, etag, requestId, options }) =>
        orders.updateOrder({ order: { ...body, id: params.id, etag }, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/orders/{id}:confirm',
      summary: 'The customer ordered bindingly.',
      tag,
      body: NO_BODY,
      command: true,
      ifMatch: 'optional',
      answer: ORDER,
      handle: ({ params, etag, requestId, options }) =>
        orders.confirmOrder({ orderId: params.id, etag, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/orders/{id}:cancel',
      summary: 'It will not be delivered.',
      tag,
      body: z.strictObject({ reason: z.string() }),
      command: true,
      ifMatch: 'optional',
      answer: ORDER,
      handle: ({ params, body, etag, requestId, options }) =>
        orders.cancelOrder({ orderId: params.id, ...body, etag, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/orders/{id}:ship',
      summary: 'Goods leave; without lines everything that has not left yet.',
      tag,
      body: shipment,
      command: true,
      answer: ORDER,
      handle: ({ params, body, requestId, options }) =>
        orders.shipOrder({ orderId: params.id, shipment: body, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/orders/{id}:receive',
      summary: 'A shipment arrived.',
      tag,
      body: receipt,
      command: true,
      answer: ORDER,
      handle: ({ params, body, requestId, options }) =>
        orders.receiveShipment({ orderId: params.id, ...body, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/orders:import',
      summary: 'Takes orders of another system over; each is told by its external reference.',
      tag,
      body: z.strictObject({ orders: z.array(historic) }),
      answer: 'crm.order.v1.ImportOrdersResponse',
      handle: ({ body, options }) => orders.importOrders(body, options),
    }),
    route({
      method: 'get',
      path: '/order-totals',
      summary: 'Counts and totals of confirmed orders in scope.',
      tag,
      query: z.strictObject({ ...filter, grouping: protoEnum(proto.OrderGrouping).optional() }),
      answer: 'crm.order.v1.SummarizeOrdersResponse',
      handle: ({ query, options }) => orders.summarizeOrders(query, options),
    }),
  ];
}
