import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { readSome } from '../lib/read-some';
import { query, request } from './http';

export interface Candidate {
  repId: string;
  ruleId: string;
  openLeads: number;
  rejectedBecause: string;
  givenToday: number;
  capacityWeight: number;
}

export interface Decision {
  leadId: string;
  cycle: number;
  time: string;
  kind: string;
  ruleSetVersion: number;
  ruleId: string;
  ownerId: string;
  teamId: string;
  poolId: string;
  inputsJson: string;
  candidates: Candidate[];
  rejections: { ruleId: string; reason: string; count: number }[];
  eligibleCount: number;
  waitUntil?: string;
}

/** What became of a rep in a decision. */
export interface Candidacy {
  leadId: string;
  cycle: number;
  time: string;
  repId: string;
  outcome: string;
  rejectedBecause: string;
  ruleId: string;
  ruleSetVersion: number;
  balance: string;
  own?: Candidate;
  chosen?: Candidate;
  eligibleCount: number;
  rank: number;
  inputsJson: string;
  visible: boolean;
  /** What the rule asks of reps, where that was the reason and the reader may know it. */
  repCondition?: string;
}

interface CandidacyPage {
  candidacies: Candidacy[];
  nextPageToken: string;
}

/** The decisions about a lead, newest first. */
export const useDecisions = (leadId: string, pageSize: number) =>
  useInfiniteQuery({
    queryKey: ['customer', leadId, 'decisions', pageSize],
    queryFn: ({ pageParam, signal }) =>
      request<{ decisions: Decision[]; nextPageToken: string }>(
        'GET',
        `/customers/${encodeURIComponent(leadId)}/decisions${query({ pageToken: pageParam, pageSize })}`,
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextPageToken || null,
  });

/** The ledger is looked through in short steps; so many of them make one page here. */
const STEPS = 8;

/** The newest decisions that looked at a rep; a page may have none although older ones follow. */
export const useCandidacies = (repId: string, pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: ['lists', 'candidacies', repId, pageToken, pageSize],
    queryFn: async ({ signal }): Promise<CandidacyPage> => {
      const readPage = async (token: string, size: number) => {
        const path = `/candidacies${query({ repId, pageToken: token, pageSize: size })}`;
        const { candidacies, nextPageToken } = await request<CandidacyPage>('GET', path, { signal });
        return { rows: candidacies, nextPageToken };
      };
      const { rows, nextPageToken } = await readSome(readPage, pageToken, pageSize, STEPS);
      return { candidacies: rows, nextPageToken };
    },
    placeholderData: keepPreviousData,
    enabled: repId !== '',
  });
