import { useQuery } from '@tanstack/react-query';
import type { CommandOptions } from './commands';
import { query, request } from './http';

export interface BilingualText {
  en: string;
  zh: string;
}

export interface PlaybookItem {
  id: string;
  title: BilingualText;
  required: boolean;
  /** Seconds after the stage was entered, like `3600s`; unset: it is no task. */
  taskAfter?: string;
  customerTypes: string[];
}

export interface StageCriterion {
  id: string;
  expression: string;
  text: BilingualText;
  customerTypes: string[];
}

export interface StagePlaybook {
  stage: string;
  items: PlaybookItem[];
  entryCriteria: StageCriterion[];
  exitCriteria: StageCriterion[];
}

export interface Playbook {
  etag: string;
  stages: StagePlaybook[];
}

export interface CriterionState {
  criterion: StageCriterion;
  met: boolean;
}

export interface StageGuide {
  stage: string;
  items: { item: PlaybookItem; doneTime?: string; doneBy: string }[];
  exitCriteria: CriterionState[];
  target: string;
  entryCriteria: CriterionState[];
  /** Ids of what keeps the customer from the target. */
  missing: string[];
  overrides: { time: string; author: string; from: string; to: string; reason: string; missing: string[] }[];
}

export const usePlaybook = () =>
  useQuery({
    queryKey: ['lists', 'playbook'],
    queryFn: ({ signal }) => request<Playbook>('GET', '/playbook', { signal }),
  });

/** How the playbook stands for a customer on the way to a stage (the next one when none is named). */
export const useStageGuide = (customerId: string, target = '') =>
  useQuery({
    queryKey: ['customer', customerId, 'stage-guide', target],
    queryFn: ({ signal }) =>
      request<StageGuide>('GET', `/customers/${encodeURIComponent(customerId)}/stage-guide${query({ target })}`, {
        signal,
      }),
  });

export const tickItem = (customerId: string, itemId: string, done: boolean, requestId: string) =>
  request<StageGuide>('POST', `/customers/${encodeURIComponent(customerId)}/checklist:tick`, {
    body: { itemId, done },
    requestId,
  });

/** What a draft of a stage would mean for the customers that stand in it. */
export interface StagePreview {
  /** Items that become tasks. */
  taskItems: string[];
  customerCount: number;
}

export const previewStagePlaybook = ({ stage, ...body }: StagePlaybook, etag: string) =>
  request<StagePreview>('POST', `/playbook/stages/${stage}:preview`, { body, etag });

/** Whether customers that stand in the stage get the new tasks too. */
export type PresentCustomers = 'PRESENT_CUSTOMERS_LEAVE' | 'PRESENT_CUSTOMERS_TASKS';

export const updateStagePlaybook = (
  { stage, ...body }: StagePlaybook,
  presentCustomers: PresentCustomers,
  options: CommandOptions,
) => request<Playbook>('PATCH', `/playbook/stages/${stage}`, { body: { ...body, presentCustomers }, ...options });
