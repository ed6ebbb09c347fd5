import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { query, request } from './http';
import type { ObligationFilter } from './lists';
import type { Obligation, People } from './types';

/** A step of a workflow, as its history tells it. */
export interface ProcessStep {
  kind: string;
  name: string;
  state: string;
  startTime: string;
  endTime?: string;
  attempts: number;
  lastFailure: string;
  /** Of an open timer its due time, of an open call its next attempt. */
  dueTime?: string;
  runId: string;
}

export interface Process {
  processId: string;
  workflowId: string;
  state: string;
  runs: { runId: string; state: string; startTime: string; closeTime?: string }[];
  /** Newest first. */
  steps: ProcessStep[];
  stepsCut: boolean;
  next?: { step: ProcessStep; levelId: string };
  retriedSteps: number;
}

export interface ProcessSummary {
  state: string;
  attempts: number;
  lastFailure: string;
  nextAttemptTime?: string;
}

export interface ListedProcess {
  obligation: Obligation;
  /** None while the histories cannot be read. */
  summary?: ProcessSummary;
}

export interface ProcessList {
  processes: ListedProcess[];
  nextPageToken: string;
  historiesAvailable: boolean;
  people: People;
  /** Names of customers by id. */
  customers: Record<string, string>;
}

const LOOK_AGAIN_MS = 15_000;

/** One page of processes by due time; what their workflows do makes no event, so it is looked at again. */
export const useProcessPage = (filter: ObligationFilter, pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: ['lists', 'processes', filter, pageToken, pageSize],
    queryFn: ({ signal }) =>
      request<ProcessList>('GET', `/processes${query({ ...filter, pageToken, pageSize })}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });

/** What the histories of one process tell. */
export const useProcess = (id: string) =>
  useQuery({
    queryKey: ['lists', 'process', id],
    queryFn: ({ signal }) => request<Process>('GET', `/processes/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: LOOK_AGAIN_MS,
    retry: false,
  });
