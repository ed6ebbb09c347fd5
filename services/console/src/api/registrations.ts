import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CommandOptions } from './commands';
import { query, request } from './http';
import type { Money, People } from './types';

export interface Prospect {
  type: string;
  displayName: string;
  country: string;
  region: string;
  city: string;
  phone: string;
  email: string;
  externalRef: string;
  productLine: string;
  expectedAmount?: Money;
  /** `YYYY-MM-DD` or empty. */
  expectedCloseDate: string;
  note: string;
}

export interface Contest {
  id: string;
  conflictReference: string;
  state: string;
  createTime: string;
  deadline: string;
  escalated: boolean;
  /** Empty for the registrant. */
  contestantId: string;
  reason: string;
  evidence: string;
  evidenceLink: string;
  endTime?: string;
  decisionReason: string;
  /** Empty for the contestant. */
  registrationId: string;
  /** Only for who stands above both sides. */
  registrantId: string;
  prospectName: string;
  /** Whether the reader may decide it now. */
  decidable: boolean;
}

export interface Registration {
  id: string;
  etag: string;
  createTime: string;
  state: string;
  registrantId: string;
  teamId: string;
  prospect: Prospect;
  protectedUntil: string;
  extensions: { time: string; evidence: string; evidenceLink: string; protectedUntil: string }[];
  extensionsLeft: number;
  contests: Contest[];
  customerId: string;
  endTime?: string;
}

export interface RegistrationPage {
  registrations: Registration[];
  nextPageToken: string;
  people: People;
}

export interface ContestPage {
  contests: Contest[];
  nextPageToken: string;
  people: People;
}

/** What a list of registrations may be narrowed to; empty values narrow nothing. */
export interface RegistrationFilter {
  state?: string;
  registrantId?: string;
  /** With the teams below it. */
  teamId?: string;
  expiringBefore?: string;
  /** `true`: only those that protect. */
  protectingOnly?: string;
}

const at = (id: string) => `/registrations/${encodeURIComponent(id)}`;

export const useRegistrationPage = (filter: RegistrationFilter, pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: ['lists', 'registrations', filter, pageToken, pageSize],
    queryFn: ({ signal }) =>
      request<RegistrationPage>('GET', `/registrations${query({ ...filter, pageToken, pageSize })}`, { signal }),
    placeholderData: keepPreviousData,
  });

export const useRegistration = (id: string) =>
  useQuery({
    queryKey: ['lists', 'registration', id],
    queryFn: ({ signal }) => request<Registration>('GET', at(id), { signal }),
  });

/** Contests that the reader may see; only those to be decided when `openOnly` is `true`. */
export const useContestPage = (openOnly: string, pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: ['lists', 'contests', openOnly, pageToken, pageSize],
    queryFn: ({ signal }) =>
      request<ContestPage>('GET', `/contests${query({ openOnly, pageToken, pageSize })}`, { signal }),
    placeholderData: keepPreviousData,
  });

/** What holds for registrations; times in seconds, like `90s`. */
export interface RegistrationPolicy {
  etag: string;
  protection: string;
  reminder: string;
  extensions: number;
  extension: string;
  contest: string;
  mostPerRegistrant: number;
}

export const useRegistrationPolicy = () =>
  useQuery({
    queryKey: ['lists', 'registration-policy'],
    queryFn: ({ signal }) => request<RegistrationPolicy>('GET', '/registration-policy', { signal }),
  });

export const updateRegistrationPolicy = (body: object, options: CommandOptions) =>
  request<RegistrationPolicy>('PATCH', '/registration-policy', { body, ...options });

const post = <T>(path: string, body: unknown, options: CommandOptions) =>
  request<T>('POST', path, { body, requestId: options.requestId, etag: options.etag });

export const registerProspect = (body: object, requestId: string) =>
  post<Registration>('/registrations', body, { requestId });
export const extendRegistration = (
  { id, etag }: Pick<Registration, 'id' | 'etag'>,
  body: { evidence: string; evidenceLink: string },
  requestId: string,
) => post<Registration>(`${at(id)}:extend`, body, { requestId, etag });
export const withdrawRegistration = ({ id, etag }: Pick<Registration, 'id' | 'etag'>, requestId: string) =>
  post<Registration>(`${at(id)}:withdraw`, {}, { requestId, etag });
export const convertRegistration = (
  { id, etag }: Pick<Registration, 'id' | 'etag'>,
  customerId: string,
  requestId: string,
) => post<Registration>(`${at(id)}:convert`, { customerId }, { requestId, etag });
export const fileContest = (
  body: { conflictReference: string; reason: string; evidence: string; evidenceLink: string },
  requestId: string,
) => post<Contest>('/contests', body, { requestId });
export const withdrawContest = (conflictReference: string, requestId: string) =>
  post<Contest>('/contests:withdraw', { conflictReference }, { requestId });
export const decideContest = (
  { registrationId, id }: Pick<Contest, 'registrationId' | 'id'>,
  body: { decision: string; reason: string },
  requestId: string,
) => post<Contest>(`${at(registrationId)}/contests/${encodeURIComponent(id)}:decide`, body, { requestId });
