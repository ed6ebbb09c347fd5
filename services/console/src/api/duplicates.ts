import { useQuery } from '@tanstack/react-query';
import { request } from './http';
import type { Duplicate } from './types';

/** What tells a lead from others. */
export interface LeadKeys {
  type?: string;
  displayName: string;
  country: string;
  phone: string;
  email: string;
}

/** Whom a lead about to be created would match. */
export const useDuplicates = (keys: LeadKeys) =>
  useQuery({
    queryKey: ['duplicates', keys],
    queryFn: async ({ signal }) =>
      (await request<{ duplicates: Duplicate[] }>('POST', '/leads:findDuplicates', { body: keys, signal })).duplicates,
    enabled: [keys.displayName, keys.phone, keys.email].some((value) => value.trim().length > 1),
    retry: false,
    placeholderData: (former) => former,
  });
