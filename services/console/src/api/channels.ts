import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CommandOptions } from './commands';
import type { Delivery } from './deliveries';
import { query, request } from './http';

/** Which channels send, and what endpoints may ask for. */
export interface Channels {
  configured: string[];
  eventTypes: string[];
  internalAllowed: boolean;
}

/** Another system that is told of messages. */
export interface WebhookEndpoint {
  id: string;
  etag: string;
  url: string;
  description: string;
  eventTypes: string[];
  active: boolean;
  /** by_admin or gone. */
  disabledReason: string;
  /** Those that sign now, newest first. */
  secrets: { id: string; createTime: string; expireTime?: string }[];
}

export interface WithSecret {
  endpoint: WebhookEndpoint;
  secret: string;
}

/** A robot in the group chat of a team. */
export interface TeamRobot {
  id: string;
  etag: string;
  teamId: string;
  kind: string;
  description: string;
  urgencies: string[];
  locale: string;
  timeZone: string;
  active: boolean;
  disabledReason: string;
}

interface RobotPage {
  robots: TeamRobot[];
  nextPageToken: string;
}

const KEY = 'channels';
/** What shows channels has to be read again after a change. */
export const CHANNEL_QUERIES = { queryKey: [KEY] };

export const useChannels = () =>
  useQuery({
    queryKey: [KEY, 'configured'],
    queryFn: ({ signal }) => request<Channels>('GET', '/channels', { signal }),
  });

export const useEndpoints = () =>
  useQuery({
    queryKey: [KEY, 'endpoints'],
    queryFn: ({ signal }) => request<{ endpoints: WebhookEndpoint[] }>('GET', '/webhook-endpoints', { signal }),
  });

export const useRobots = (pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: [KEY, 'robots', pageToken, pageSize],
    queryFn: ({ signal }) => request<RobotPage>('GET', `/team-robots${query({ pageToken, pageSize })}`, { signal }),
    placeholderData: keepPreviousData,
  });

const at = (path: string, id: string, verb = '') => `${path}/${encodeURIComponent(id)}${verb}`;
const ENDPOINTS = '/webhook-endpoints';
const ROBOTS = '/team-robots';

export const createEndpoint = (body: object, requestId: string) =>
  request<WithSecret>('POST', ENDPOINTS, { body, requestId });
export const updateEndpoint = (id: string, body: object, options: CommandOptions) =>
  request<WebhookEndpoint>('PATCH', at(ENDPOINTS, id), { body, ...options });
export const rotateSecret = (id: string, overlapHours: number, requestId: string) =>
  request<WithSecret>('POST', at(ENDPOINTS, id, ':rotate'), { body: { overlapHours }, requestId });
export const testEndpoint = (id: string, requestId: string) =>
  request<Delivery>('POST', at(ENDPOINTS, id, ':test'), { body: {}, requestId });

export const createRobot = (body: object, requestId: string) => request<TeamRobot>('POST', ROBOTS, { body, requestId });
export const updateRobot = (id: string, body: object, options: CommandOptions) =>
  request<TeamRobot>('PATCH', at(ROBOTS, id), { body, ...options });
export const testRobot = (id: string, requestId: string) =>
  request<Delivery>('POST', at(ROBOTS, id, ':test'), { body: {}, requestId });
