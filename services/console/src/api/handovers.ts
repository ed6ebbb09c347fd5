import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CommandOptions } from './commands';
import { query, request } from './http';
import type { People } from './types';

export interface ReceiverPlan {
  named: { leadId: string; repId: string }[];
  leadsTo: string;
  customersTo: string;
  rule: string;
  shares: { repId: string; weight: number }[];
}

export interface HandoverReceiver {
  repId: string;
  leads: number;
  customers: number;
  registrations: number;
  acknowledgeTime?: string;
  remindTime?: string;
}

export interface HandoverProgress {
  planned: number;
  moved: number;
  skipped: number;
  returned: number;
  kept: number;
}

export interface Handover {
  id: string;
  etag: string;
  createTime: string;
  fromRepId: string;
  reason: string;
  mode: string;
  startTime?: string;
  returnTime?: string;
  plan: ReceiverPlan;
  note: string;
  state: string;
  rejectReason: string;
  transferTime?: string;
  undoUntil?: string;
  receivers: HandoverReceiver[];
  progress?: HandoverProgress;
  /** Names by id. */
  people: People;
}

export interface WorkCount {
  kind: string;
  count: number;
}

export interface HandoverItem {
  leadId: string;
  openLead: boolean;
  toRepId: string;
  state: string;
  skipReason: string;
  work: WorkCount[];
  note?: { specialPromises: string; negotiationState: string };
}

export interface HandoverItemPage {
  items: HandoverItem[];
  nextPageToken: string;
  people: People;
  customerNames: Record<string, string>;
}

export interface HandoverPreview extends HandoverItemPage {
  openLeads: number;
  customers: number;
  work: WorkCount[];
  receivers: HandoverReceiver[];
  withoutReceiver: number;
}

export interface HandoverPage {
  handovers: Handover[];
  nextPageToken: string;
  people: People;
}

const at = (id: string) => `/handovers/${encodeURIComponent(id)}`;
const CARRYING = /_(APPROVED|RUNNING|UNDOING|RETURNING)$/;
/** How far it is makes no event. */
const LOOK_AGAIN_MS = 1500;

export const useHandoverPage = (state: string, pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: ['lists', 'handovers', state, pageToken, pageSize],
    queryFn: ({ signal }) =>
      request<HandoverPage>('GET', `/handovers${query({ state, pageToken, pageSize })}`, { signal }),
    placeholderData: keepPreviousData,
  });

export const useHandover = (id: string) =>
  useQuery({
    queryKey: ['lists', 'handover', id],
    queryFn: ({ signal }) => request<Handover>('GET', at(id), { signal }),
    refetchInterval: ({ state: { data } }) => (data && CARRYING.test(data.state) ? LOOK_AGAIN_MS : false),
  });

export const useHandoverItems = (id: string, pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: ['lists', 'handover', id, 'items', pageToken, pageSize],
    queryFn: ({ signal }) =>
      request<HandoverItemPage>('GET', `${at(id)}/items${query({ pageToken, pageSize })}`, { signal }),
    placeholderData: keepPreviousData,
  });

/** What would go to whom; nothing is asked without a leaver. */
export const usePreview = (
  input: { fromRepId: string; plan: ReceiverPlan; handoverId: string },
  pageToken: string,
  pageSize: number,
) =>
  useQuery({
    queryKey: ['lists', 'handover-preview', input, pageToken, pageSize],
    queryFn: ({ signal }) =>
      request<HandoverPreview>('POST', `/handovers:preview${query({ pageToken, pageSize })}`, { body: input, signal }),
    enabled: input.fromRepId !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });

export const createHandover = (body: unknown, requestId: string) =>
  request<Handover>('POST', '/handovers', { body, requestId });
export const updateHandover = (id: string, body: unknown, options: CommandOptions) =>
  request<Handover>('PATCH', at(id), { body, ...options });
export const writeHandoverNote = (
  id: string,
  body: { leadId: string; specialPromises: string; negotiationState: string },
  requestId: string,
) => request<unknown>('POST', `${at(id)}/notes`, { body, requestId });

export type HandoverVerb = 'submit' | 'approve' | 'cancel' | 'acknowledge' | 'undo';
export const commandHandover = (id: string, verb: HandoverVerb, requestId: string) =>
  request<Handover>('POST', `${at(id)}:${verb}`, { body: {}, requestId });
export const rejectHandover = (id: string, reason: string, requestId: string) =>
  request<Handover>('POST', `${at(id)}:reject`, { body: { reason }, requestId });
