import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { toClaimable } from '../lib/claimable';
import type { CommandOptions } from './commands';
import { query, request } from './http';
import type { ClaimableLead, LeadOwnership, OwnershipHistory, Pool, SectionPage } from './types';

/** The open pools that the person sees, with how many leads lie in each and what the person may still claim. */
export const usePools = () =>
  useQuery({
    queryKey: ['lists', 'pools'],
    queryFn: async ({ signal }) => (await request<{ pools: Pool[] }>('GET', '/pools', { signal })).pools,
  });

/** What a list of a pool's leads can be narrowed to; the API narrows a pool's list, not that of all pools. */
export interface PoolFilter {
  pool: string;
  reason: string;
  region: string;
  industry: string;
  valueLevel: string;
}

/** Leads of one pool, longest waiting first; of all pools, one after the other, when none is named. */
export const usePoolLeads = (filter: PoolFilter, repId: string) =>
  useInfiniteQuery({
    queryKey: ['lists', 'pool-leads', filter.pool === '' ? '' : filter],
    queryFn: ({ pageParam, signal }) =>
      filter.pool === '' ? readAllPools(pageParam, signal) : readPool(filter, repId, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextPageToken || null,
    // Across all pools the API does not filter: what is loaded is.
    select: (data) => ({
      ...data,
      pages: data.pages.map((page) => ({ ...page, items: page.items.filter((lead) => fits(lead, filter)) })),
    }),
  });

const fits = (lead: ClaimableLead, { pool, reason }: PoolFilter) =>
  pool !== '' || reason === '' || lead.reason === reason;

const readAllPools = (pageToken: string, signal: AbortSignal) =>
  request<SectionPage<ClaimableLead>>('GET', `/my-day/claimable${query({ pageToken })}`, { signal });

async function readPool({ pool, ...wanted }: PoolFilter, repId: string, pageToken: string, signal: AbortSignal) {
  const path = `/pools/${encodeURIComponent(pool)}/leads${query({ ...wanted, pageToken })}`;
  const { leads, nextPageToken } = await request<{ leads: LeadOwnership[]; nextPageToken: string }>('GET', path, {
    signal,
  });
  return { items: leads.map((lead) => toClaimable(lead, repId, Date.now())), nextPageToken, people: {} };
}

export const createPool = (body: object, requestId: string) => request<Pool>('POST', '/pools', { body, requestId });

export const updatePool = (id: string, body: object, options: CommandOptions) =>
  request<Pool>('PATCH', `/pools/${encodeURIComponent(id)}`, { body, ...options });

/** Closes a pool; its leads go to another one, when there are any. */
export const closePool = ({ id, etag }: Pool, moveToPoolId: string, requestId: string) =>
  request<Pool>('POST', `/pools/${encodeURIComponent(id)}:close`, { body: { moveToPoolId }, etag, requestId });

/** Who had a lead from when to when, newest first. */
export const useOwnershipHistory = (leadId: string) =>
  useInfiniteQuery({
    queryKey: ['customer', leadId, 'ownership-history'],
    queryFn: ({ pageParam, signal }) => {
      const path = `/customers/${encodeURIComponent(leadId)}/ownership-history`;
      return request<OwnershipHistory>('GET', `${path}${query({ pageToken: pageParam, pageSize: 10 })}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextPageToken || null,
  });

/** Who is responsible, and when that ends unless the customer is reached. */
export const useOwnership = (leadId: string) =>
  useQuery({
    queryKey: ['customer', leadId, 'ownership'],
    queryFn: ({ signal }) =>
      request<LeadOwnership>('GET', `/customers/${encodeURIComponent(leadId)}/ownership`, { signal }),
  });
