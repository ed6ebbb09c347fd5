import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CommandOptions } from './commands';
import { query, request } from './http';
import type { Money, People } from './types';

export interface OrderLine {
  number: number;
  productId: string;
  productName: string;
  quantity: string;
  unitPrice: Money;
  discount: string;
  amount: Money;
  shippedQuantity: string;
}

export interface Shipment {
  id: string;
  lines: { lineNumber: number; quantity: string }[];
  carrier: string;
  trackingNumber: string;
  shipTime: string;
  receiveTime?: string;
  receivedBy: string;
}

export interface Order {
  id: string;
  etag: string;
  customerId: string;
  number: string;
  state: string;
  orderDate: string;
  requiredDate: string;
  currencyCode: string;
  lines: OrderLine[];
  total: Money;
  shipments: Shipment[];
  ownerId: string;
  externalRef: string;
  cancelReason: string;
  note: string;
}

export interface OrderPage {
  orders: Order[];
  nextPageToken: string;
  people: People;
  /** Names by id. */
  customers: Record<string, string>;
}

/** What a list of orders may be narrowed to; empty values narrow nothing. */
export interface OrderFilter {
  customerId?: string;
  ownerId?: string;
  /** With the teams below it. */
  teamId?: string;
  state?: string;
  /** `true`: only what totals count. */
  countedOnly?: string;
  currencyCode?: string;
  fromDate?: string;
  beforeDate?: string;
}

const at = (id: string) => `/orders/${encodeURIComponent(id)}`;

export const useOrderPage = (filter: OrderFilter, pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: ['lists', 'orders', filter, pageToken, pageSize],
    queryFn: ({ signal }) =>
      request<OrderPage>('GET', `/orders${query({ ...filter, pageToken, pageSize })}`, { signal }),
    placeholderData: keepPreviousData,
  });

export const useOrder = (id: string) =>
  useQuery({
    queryKey: ['lists', 'order', id],
    queryFn: ({ signal }) => request<Order>('GET', at(id), { signal }),
  });

const post = (path: string, body: unknown, { requestId, etag }: CommandOptions) =>
  request<Order>('POST', path, { body, requestId, etag });

export const createOrder = (body: unknown, requestId: string) => post('/orders', body, { requestId });
export const updateOrder = (id: string, body: unknown, options: CommandOptions) =>
  request<Order>('PATCH', at(id), { body, ...options });
export const confirmOrder = (id: string, requestId: string) => post(`${at(id)}:confirm`, {}, { requestId });
export const cancelOrder = (id: string, reason: string, requestId: string) =>
  post(`${at(id)}:cancel`, { reason }, { requestId });
/** Everything that has not left yet leaves. */
export const shipOrder = (id: string, body: { carrier: string; trackingNumber: string }, requestId: string) =>
  post(`${at(id)}:ship`, body, { requestId });
export const receiveShipment = (id: string, body: { shipmentId: string; receivedBy: string }, requestId: string) =>
  post(`${at(id)}:receive`, body, { requestId });
