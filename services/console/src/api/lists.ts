import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { query, request } from './http';
import { customersOf, type LookupFilter, lookupPage, needsLookup } from './lookup';
import type { Customer, CustomerList, LeadOwnership, Obligation, TimelinePage } from './types';

/** What a list of customers may be narrowed to; empty values narrow nothing. */
export interface CustomerFilter {
  ownerId?: string;
  teamId?: string;
  stage?: string;
  state?: string;
  orderBy?: string;
}

const listCustomers = (filter: CustomerFilter, page: { pageToken: string; pageSize: number }, signal: AbortSignal) =>
  request<CustomerList>('GET', `/customers${query({ ...filter, ...page })}`, { signal });

/** One page of customers, from the lookup index where the filter needs it; the former page stays until then. */
export const useCustomerPage = (filter: CustomerFilter & LookupFilter, pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: ['lists', 'customers', filter, pageToken, pageSize],
    queryFn: async ({ signal }): Promise<CustomerList> => {
      if (!needsLookup(filter)) return listCustomers(filter, { pageToken, pageSize }, signal);
      const { orderBy: _, ...words } = filter;
      const page = await lookupPage(words, { pageToken, pageSize }, signal);
      return { customers: customersOf(page), nextPageToken: page.nextPageToken };
    },
    placeholderData: keepPreviousData,
  });

/** Key of a column of the board. */
export const columnKey = (filter: CustomerFilter) => ['board', 'column', filter] as const;

/** Customers of one stage, page by page. */
export const useColumn = (filter: CustomerFilter, pageSize: number) =>
  useInfiniteQuery({
    queryKey: columnKey(filter),
    queryFn: ({ pageParam, signal }) => listCustomers(filter, { pageToken: pageParam, pageSize }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextPageToken || null,
  });

/** What a list of obligations may be narrowed to. */
export interface ObligationFilter {
  ownerId?: string;
  teamId?: string;
  state?: string;
  openOnly?: 'true';
  dueBefore?: string;
  dueAfter?: string;
}

export const useObligation = (id: string) =>
  useQuery({
    queryKey: ['lists', 'obligation', id],
    queryFn: ({ signal }) => request<Obligation>('GET', `/obligations/${encodeURIComponent(id)}`, { signal }),
  });

/** The record alone, without what happened. */
export const readCustomer = (id: string, signal?: AbortSignal) =>
  request<Customer>('GET', `/customers/${encodeURIComponent(id)}`, { signal });

export const useCustomer = (id: string) =>
  useQuery({
    queryKey: ['customer', id, 'record'],
    queryFn: ({ signal }) => readCustomer(id, signal),
    enabled: id !== '',
  });

/** Who owns a lead, with the version for changes. */
export const readOwnership = (leadId: string) =>
  request<LeadOwnership>('GET', `/customers/${encodeURIComponent(leadId)}/ownership`);

const PROCESS_EVENTS = ['opened', 'rescheduled', 'level_reached', 'closed'].map(
  (what) => `crm.followup.obligation.${what}.v1`,
);

/** The newest 200 events of a customer's processes. */
export const useProcessEvents = (customerId: string) =>
  useQuery({
    queryKey: ['customer', customerId, 'process-events'],
    queryFn: ({ signal }) => {
      const values = query({ types: PROCESS_EVENTS.join(','), pageSize: 200 });
      return request<TimelinePage>('GET', `/customers/${encodeURIComponent(customerId)}/timeline${values}`, { signal });
    },
  });
