import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { query, request } from './http';
import type { CustomerFilter } from './lists';
import type { Customer, LookupPage } from './types';

/** Fields whose values are counted for the filters of a list. */
export const FACETS = ['tags', 'region', 'industry'] as const;
export type FacetName = (typeof FACETS)[number];

/** What only the lookup index can narrow a list to. */
export interface LookupFilter extends Omit<CustomerFilter, 'orderBy'> {
  q?: string;
  tag?: string;
  region?: string;
  industry?: string;
}

/** Whether a filter asks for what the records' own list does not know. */
export const needsLookup = ({ q, tag, region, industry }: LookupFilter): boolean =>
  [q, tag, region, industry].some(Boolean);

export const lookupPage = (
  filter: LookupFilter,
  page: { pageToken?: string; pageSize: number; facet?: readonly FacetName[] },
  signal: AbortSignal,
) => request<LookupPage>('GET', `/lookup${query({ ...filter, ...page })}`, { signal });

export const customersOf = ({ hits }: LookupPage): Customer[] => hits.map(({ customer }) => customer);

/** The best hits for what is typed; the former ones stay until the next are there. */
export const useLookup = (q: string, pageSize: number, enabled: boolean) =>
  useQuery({
    queryKey: ['lists', 'lookup', q],
    queryFn: ({ signal }) => lookupPage({ q }, { pageSize }, signal),
    placeholderData: keepPreviousData,
    enabled,
  });

/** How many customers of a filter have which tag, region and industry. */
export const useFacets = (filter: LookupFilter) =>
  useQuery({
    queryKey: ['lists', 'facets', filter],
    queryFn: async ({ signal }) => (await lookupPage(filter, { pageSize: 1, facet: FACETS }, signal)).facets,
    placeholderData: keepPreviousData,
  });
