import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CommandOptions } from './commands';
import { query, request } from './http';
import type { People } from './types';

/** A clock of a case. */
export interface CaseClock {
  obligationId: string;
  kind: string;
  openTime: string;
  dueTime: string;
  closeTime?: string;
  fulfilled: boolean;
  paused: boolean;
  nextLevelId: string;
  nextLevelTime?: string;
  reached: string[];
}

export interface CaseRating {
  cycle: number;
  time: string;
  csat: number;
  nps?: number;
  comment: string;
}

/** A complaint or service request. */
export interface Case {
  id: string;
  etag: string;
  createTime: string;
  kind: string;
  subtype: string;
  customerId: string;
  subjectLine: string;
  description: string;
  channel: string;
  priority: string;
  productRef: string;
  orderRef: string;
  skill: string;
  /** Language tag; empty: not known. */
  language: string;
  requester: string;
  state: string;
  cycle: number;
  startTime: string;
  assigneeId: string;
  dispatchReason: string;
  teamId: string;
  ownerId: string;
  responseTime?: string;
  resolveTime?: string;
  closeTime?: string;
  resolution: string;
  waitUntil?: string;
  waitReason: string;
  mergedInto: string;
  mergedFrom: string[];
  linkedCaseId: string;
  level: string;
  dueTime?: string;
  clocks: CaseClock[];
  ratings: CaseRating[];
  surveyPath: string;
  reopenUntil?: string;
  workable: boolean;
}

interface Named {
  people: People;
  /** Names of the customers that the reader may see. */
  customers: Record<string, string>;
}

export interface CasePage extends Named {
  cases: Case[];
  nextPageToken: string;
}

/** What a list of cases may be narrowed to; empty values narrow nothing. */
export interface CaseFilter {
  customerId?: string;
  kind?: string;
  state?: string;
  priority?: string;
  assigneeId?: string;
  teamId?: string;
  level?: string;
  /** `true`: only what somebody has to do something about. */
  openOnly?: string;
  orderBy?: string;
}

const at = (id: string) => `/cases/${encodeURIComponent(id)}`;

export const useCasePage = (filter: CaseFilter, pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: ['lists', 'cases', filter, pageToken, pageSize],
    queryFn: ({ signal }) => request<CasePage>('GET', `/cases${query({ ...filter, pageToken, pageSize })}`, { signal }),
    placeholderData: keepPreviousData,
  });

export const useCase = (id: string) =>
  useQuery({
    queryKey: ['lists', 'case', id],
    queryFn: ({ signal }) => request<{ case: Case } & Named>('GET', at(id), { signal }),
  });

export interface CaseNote {
  id: string;
  createTime: string;
  author: string;
  text: string;
}

export const useCaseNotes = (id: string, pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: ['lists', 'case-notes', id, pageToken],
    queryFn: ({ signal }) =>
      request<{ notes: CaseNote[]; nextPageToken: string; people: People }>(
        'GET',
        `${at(id)}/notes${query({ pageToken, pageSize })}`,
        { signal },
      ),
    placeholderData: keepPreviousData,
  });

export const useCaseDuplicates = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: ['lists', 'case-duplicates', id],
    queryFn: ({ signal }) =>
      request<{ duplicates: { case: Case; likeness: number }[] }>('GET', `${at(id)}/duplicates`, { signal }),
    enabled,
  });

export interface CaseBoard extends Named {
  counts: { state: string; level: string; count: number }[];
  longest: Case[];
  nearest: Case[];
  agents: { repId: string; openCases: number; capacityWeight: number; onLeave: boolean }[];
}

export const useCaseBoard = (teamId: string) =>
  useQuery({
    queryKey: ['board', 'cases', teamId],
    queryFn: ({ signal }) => request<CaseBoard>('GET', `/case-board${query({ teamId })}`, { signal }),
    placeholderData: keepPreviousData,
  });

/** What holds for cases; times in seconds, like `90s`. */
export interface CaseSettings {
  etag: string;
  detection: boolean;
  words: string[];
  negations: string[];
  objection: string;
  reopening: string;
  surveyReminder: string;
  poorRating: number;
}

export const useCaseSettings = () =>
  useQuery({
    queryKey: ['lists', 'case-settings'],
    queryFn: ({ signal }) => request<CaseSettings>('GET', '/case-settings', { signal }),
  });

export const updateCaseSettings = (body: object, options: CommandOptions) =>
  request<CaseSettings>('PATCH', '/case-settings', { body, ...options });

export const openCase = (body: object, requestId: string) => request<Case>('POST', '/cases', { body, requestId });

/** A command about a case by the verb of its route, e.g. `respond`. */
export const commandCase = (id: string, verb: string, body: object, requestId: string) =>
  request<Case>('POST', `${at(id)}:${verb}`, { body, requestId });

export const addCaseNote = (id: string, text: string, requestId: string) =>
  request<CaseNote>('POST', `${at(id)}/notes`, { body: { text }, requestId });

/** What the link of a survey asks about; nobody is signed in. */
export interface Survey {
  subjectLine: string;
  rated: boolean;
  expireTime: string;
}

export const useSurvey = (token: string) =>
  useQuery({
    queryKey: ['survey', token],
    queryFn: ({ signal }) => request<Survey>('GET', `/surveys/${encodeURIComponent(token)}`, { signal }),
  });

export const rateCase = (token: string, body: object) =>
  request<Survey>('POST', `/surveys/${encodeURIComponent(token)}`, { body });
