import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { query, request } from './http';
import type { People } from './types';

/** A message outside the console and what became of it. */
export interface Delivery {
  id: string;
  recipientId: string;
  kind: string;
  urgency: string;
  /** Customer; empty for a digest. */
  subject: string;
  params: Record<string, string>;
  /** mail, webhook, sms or robot. */
  channel: string;
  address: string;
  state: string;
  reason: string;
  attemptCount: number;
  attempts: { time: string; error: string }[];
  nextAttemptTime?: string;
  sentTime?: string;
  possiblyRepeated: boolean;
  createTime: string;
}

export interface DeliveryPage {
  deliveries: Delivery[];
  nextPageToken: string;
  people: People;
  /** Names of customers by id. */
  customers: Record<string, string>;
}

/** What narrows the list; empty values do not. */
export interface DeliveryFilter {
  state: string;
  channel: string;
  kind: string;
  recipientId: string;
}

/** What shows deliveries has to be read again after some are sent once more. */
export const DELIVERY_QUERIES = { queryKey: ['notifications', 'deliveries'] };

/** One page of deliveries, newest first: own ones, or everybody's for operators. */
export const useDeliveries = (filter: DeliveryFilter, pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: [...DELIVERY_QUERIES.queryKey, filter, pageToken, pageSize],
    queryFn: ({ signal }) =>
      request<DeliveryPage>('GET', `/deliveries${query({ ...filter, pageToken, pageSize })}`, { signal }),
    placeholderData: keepPreviousData,
  });

/** Sends a page of the dead ones of a channel again; the next page begins at the token of the answer. */
export const retryDeliveries = (channel: string, since: string, pageToken: string) =>
  request<{ retried: number; nextPageToken: string }>('POST', '/deliveries:retry', {
    body: { channel, since, pageToken },
  });

export const retryDelivery = (id: string) =>
  request<Delivery>('POST', `/deliveries/${encodeURIComponent(id)}:retry`, {
    body: {},
    requestId: crypto.randomUUID(),
  });

export const readDelivery = (id: string) => request<Delivery>('GET', `/deliveries/${encodeURIComponent(id)}`);
