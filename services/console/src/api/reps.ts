import { useQuery } from '@tanstack/react-query';
import type { CommandOptions } from './commands';
import { request } from './http';
import type { Leave, Rep } from './types';

export interface RepLeave extends Leave {
  id: string;
}

/** A rep with everything that rules may ask for. */
export interface RepProfile extends Rep {
  etag: string;
  territories: string[];
  skills: string[];
  capacityWeight: number;
  level: number;
  languages: string[];
  dailyQuota: number;
  leaves: RepLeave[];
}

const at = (id: string) => `/reps/${encodeURIComponent(id)}`;

/** What shows reps has to be read again after a change of one. */
export const REP_QUERIES = { queryKey: ['reps'] };

export const useRep = (id: string) =>
  useQuery({
    queryKey: ['reps', 'one', id],
    queryFn: ({ signal }) => request<RepProfile>('GET', at(id), { signal }),
  });

export const updateRep = (id: string, body: object, options: CommandOptions) =>
  request<RepProfile>('PATCH', at(id), { body, ...options });

export const addLeave = (id: string, body: Leave, requestId: string) =>
  request<RepProfile>('POST', `${at(id)}/leaves`, { body, requestId });

export const cancelLeave = (id: string, leaveId: string, requestId: string) =>
  request<RepProfile>('DELETE', `${at(id)}/leaves/${encodeURIComponent(leaveId)}`, { requestId });
