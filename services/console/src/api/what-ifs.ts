import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { query, request } from './http';

export interface WhatIfRep {
  repId: string;
  leadsBefore: number;
  leadsAfter: number;
  peakOpenBefore: number;
  peakOpenAfter: number;
  capacityWeight: number;
  missRate: number;
}

export interface WhatIfResult {
  reps: WhatIfRep[];
  unassignedBefore: number;
  unassignedAfter: number;
  fairnessBefore: number;
  fairnessAfter: number;
  expectedMissesBefore: number;
  expectedMissesAfter: number;
  changedCount: number;
  listedChangeCount: number;
  leadCount: number;
}

export interface WhatIf {
  id: string;
  createTime: string;
  ruleSetVersion: number;
  fromTime: string;
  toTime: string;
  state: string;
  decidedCount: number;
  totalCount: number;
  failure: string;
  result?: WhatIfResult;
}

export interface WhatIfChange {
  leadId: string;
  time: string;
  ownerBefore: string;
  ownerAfter: string;
  ruleBefore: string;
  ruleAfter: string;
}

const KEY = 'what-ifs';
const POLL_MS = 1000;
const at = (id: string) => `/what-ifs/${encodeURIComponent(id)}`;

export const WHAT_IF_QUERIES = { queryKey: [KEY] };

export const isRunning = ({ state }: Pick<WhatIf, 'state'>): boolean => state === 'WHAT_IF_STATE_RUNNING';

/** The newest ones, newest first; looked at again while one of them runs. */
export const useWhatIfPage = (pageToken: string, pageSize: number, enabled: boolean) =>
  useQuery({
    queryKey: [KEY, 'page', pageToken, pageSize],
    queryFn: ({ signal }) =>
      request<{ whatIfs: WhatIf[]; nextPageToken: string }>('GET', `/what-ifs${query({ pageToken, pageSize })}`, {
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.whatIfs.some(isRunning) ? POLL_MS * 2 : false),
    enabled,
  });

/** One; asked for again and again while it runs. */
export const useWhatIf = (id: string) =>
  useQuery({
    queryKey: [KEY, 'one', id],
    queryFn: ({ signal }) => request<WhatIf>('GET', at(id), { signal }),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? POLL_MS : false),
  });

/** The leads that would have gone elsewhere; of one rep or of all. */
export const useWhatIfChanges = (id: string, repId: string, pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: [KEY, 'changes', id, repId, pageToken, pageSize],
    queryFn: ({ signal }) =>
      request<{ changes: WhatIfChange[]; nextPageToken: string }>(
        'GET',
        `${at(id)}/changes${query({ repId, pageToken, pageSize })}`,
        { signal },
      ),
    placeholderData: keepPreviousData,
    // What was replayed does not change.
    staleTime: Number.POSITIVE_INFINITY,
  });

export const createWhatIf = (body: { ruleSetVersion: number; days: number }, requestId: string) =>
  request<WhatIf>('POST', '/what-ifs', { body, requestId });
