import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { query, request } from './http';
import type { People } from './types';

/** A mail and what became of it. */
export interface Delivery {
  id: string;
  recipientId: string;
  kind: string;
  urgency: string;
  /** Customer; empty for a digest. */
  subject: string;
  params: Record<string, string>;
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

/** One page of mails, newest first: own ones, or everybody's for operators. */
export const useDeliveries = (state: string, pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: ['notifications', 'mails', state, pageToken, pageSize],
    queryFn: ({ signal }) =>
      request<DeliveryPage>('GET', `/deliveries${query({ state, pageToken, pageSize })}`, { signal }),
    placeholderData: keepPreviousData,
  });

export const retryDelivery = (id: string) =>
  request<Delivery>('POST', `/deliveries/${encodeURIComponent(id)}:retry`, {
    body: {},
    requestId: crypto.randomUUID(),
  });
