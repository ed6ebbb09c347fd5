import { HttpError } from '../http/problems';

export const LOGS = ['customer', 'assignment', 'follow-up', 'order', 'notification'] as const;
export type LogName = (typeof LOGS)[number];
/** Last position sent of each log; one that is missing starts at the end of its log. */
export type Positions = Partial<Record<LogName, number>>;

/** `customer=12,assignment=34`: the id of a live event, which a browser sends back when it connects again. */
export const formatPositions = (positions: Positions): string =>
  LOGS.flatMap((log) => (positions[log] === undefined ? [] : [`${log}=${positions[log]}`])).join(',');

/** Reads such an id; one that is no such id is refused. */
export function parsePositions(id: string): Positions {
  const positions: Positions = {};
  for (const part of id.split(',').filter(Boolean)) {
    const [log, position] = part.split('=');
    if (!LOGS.includes(log as LogName) || !/^\d{1,15}$/.test(position ?? '')) {
      const fault = { field: 'Last-Event-ID', description: 'is no id of a live event' };
      throw new HttpError(400, 'INVALID_ARGUMENT', 'Last-Event-ID: is no id of a live event', [fault]);
    }
    positions[log as LogName] = Number(position);
  }
  return positions;
}
