import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { toClaimable } from '../lib/claimable';
import { query, request } from './http';
import type { ClaimableLead, LeadOwnership, Pool, SectionPage } from './types';

/** The pools that the person sees, with how many leads lie in each. */
export const usePools = () =>
  useQuery({
    queryKey: ['lists', 'pools'],
    queryFn: async ({ signal }) => (await request<{ pools: Pool[] }>('GET', '/pools', { signal })).pools,
  });

/** Leads of one pool, longest waiting first; of all pools, one after the other, when none is named. */
export const usePoolLeads = (poolId: string, reason: string, repId: string) =>
  useInfiniteQuery({
    queryKey: ['lists', 'pool-leads', poolId],
    queryFn: ({ pageParam, signal }) =>
      poolId === '' ? readAllPools(pageParam, signal) : readPool(poolId, repId, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextPageToken || null,
    // The API does not filter by reason: what is loaded is.
    select: (data) => ({
      ...data,
      pages: data.pages.map((page) => ({
        ...page,
        items: page.items.filter((lead) => reason === '' || lead.reason === reason),
      })),
    }),
  });

const readAllPools = (pageToken: string, signal: AbortSignal) =>
  request<SectionPage<ClaimableLead>>('GET', `/my-day/claimable${query({ pageToken })}`, { signal });

async function readPool(poolId: string, repId: string, pageToken: string, signal: AbortSignal) {
  const path = `/pools/${encodeURIComponent(poolId)}/leads${query({ pageToken })}`;
  const { leads, nextPageToken } = await request<{ leads: LeadOwnership[]; nextPageToken: string }>('GET', path, {
    signal,
  });
  return { items: leads.map((lead) => toClaimable(lead, repId, Date.now())), nextPageToken, people: {} };
}
