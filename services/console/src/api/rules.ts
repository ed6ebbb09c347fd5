import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ApiError, query, request } from './http';

export interface Rule {
  id: string;
  condition: string;
  teamIds: string[];
  repCondition: string;
  balance: string;
  workingHoursOnly: boolean;
  /** Digits. */
  waitSeconds: string;
  priority: number;
  overflowTeamId: string;
}

export interface RuleSet {
  version: number;
  state: string;
  createTime: string;
  publishTime?: string;
  rules: Rule[];
  fallbackTeamId: string;
  description: string;
  knownOwnerFirst: boolean;
}

export type NewRuleSet = Pick<RuleSet, 'rules' | 'fallbackTeamId' | 'description' | 'knownOwnerFirst'>;

const KEY = 'rule-sets';

/** What shows rules has to be read again after one was saved or published. */
export const RULE_QUERIES = { queryKey: [KEY] };

/** A page of all versions, newest first. */
export const useRuleSetPage = (pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: [KEY, 'page', pageToken, pageSize],
    queryFn: ({ signal }) =>
      request<{ ruleSets: RuleSet[]; nextPageToken: string }>('GET', `/rule-sets${query({ pageToken, pageSize })}`, {
        signal,
      }),
    placeholderData: keepPreviousData,
  });

const readRuleSet = (version: number, signal: AbortSignal) =>
  request<RuleSet>('GET', `/rule-sets/${version}`, { signal });

export const useRuleSet = (version: number, enabled = true) =>
  useQuery({
    queryKey: [KEY, 'version', version],
    queryFn: ({ signal }) => readRuleSet(version, signal),
    enabled,
  });

/** The rules in force; null while there are none. */
export const useRulesInForce = () =>
  useQuery({
    queryKey: [KEY, 'in-force'],
    queryFn: async ({ signal }): Promise<RuleSet | null> => {
      try {
        return await readRuleSet(0, signal);
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
  });

export const createRuleSet = (body: NewRuleSet, requestId: string) =>
  request<RuleSet>('POST', '/rule-sets', { body, requestId });

export const publishRuleSet = (version: number, requestId: string) =>
  request<RuleSet>('POST', `/rule-sets/${version}:publish`, { body: {}, requestId });
