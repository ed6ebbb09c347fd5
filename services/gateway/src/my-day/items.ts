import type { assignment, customer, followup } from '@fairlead/proto';

/** Something to be done until a time. */
export interface WorkItem {
  kind: 'obligation' | 'task';
  id: string;
  customerId: string;
  customerName: string;
  country: string;
  city: string;
  /** Title of a task, kind of an obligation. */
  title: string;
  dueTime: Date;
  ownerId: string;
  etag: string;
  openTime?: Date | undefined;
  teamId?: string;
  cycle?: number;
  paused?: boolean;
  levels?: followup.Level[];
  nextLevel?: followup.Level | undefined;
}

/** A lead that waits in a public pool. */
export interface ClaimableLead {
  leadId: string;
  customerName: string;
  country: string;
  region: string;
  city: string;
  industry: string;
  source: string;
  poolId: string;
  teamId: string;
  /** Start of the cycle in which it came into the pool. */
  since?: Date | undefined;
  poolTime?: Date | undefined;
  reason: string;
  /** Until when the caller, the former owner, may not claim it. */
  barredUntil?: Date | undefined;
}

export type Named = Pick<customer.Customer, 'displayName' | 'country' | 'region' | 'city' | 'industry' | 'source'>;

/** Shown when the customer left the caller's scope between two reads. */
export const UNNAMED: Named = { displayName: '', country: '', region: '', city: '', industry: '', source: '' };

const place = ({ displayName, country, city }: Named = UNNAMED) => ({ customerName: displayName, country, city });

/** The due order: earlier first, the id breaks ties. */
export function byDueTime(a: Due, b: Due): number {
  return a.dueTime.getTime() - b.dueTime.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
export interface Due {
  id: string;
  dueTime: Date;
}

export type Source =
  | { kind: 'obligation'; id: string; dueTime: Date; obligation: followup.Obligation }
  | { kind: 'task'; id: string; dueTime: Date; task: followup.Task };

export const fromObligation = (obligation: followup.Obligation): Source => ({
  kind: 'obligation',
  id: obligation.id,
  dueTime: obligation.dueTime as Date,
  obligation,
});

export const fromTask = (task: followup.Task): Source => ({
  kind: 'task',
  id: task.id,
  dueTime: task.dueTime as Date,
  task,
});

export const customerIdOf = (source: Source) =>
  source.kind === 'obligation' ? source.obligation.subject : source.task.customerId;

/** The clock of a complaint or service request: its subject is no customer. */
export const isOfCase = (source: Source): boolean =>
  source.kind === 'obligation' && /^(first_response|resolution)$/.test(source.obligation.kind);

/** The row of a list. */
export function toWorkItem(source: Source, named: Named | undefined): WorkItem {
  const shared = { kind: source.kind, id: source.id, customerId: customerIdOf(source), ...place(named) };
  if (source.kind === 'task') {
    const { title, ownerId, etag } = source.task;
    return { ...shared, title, dueTime: source.dueTime, ownerId, etag };
  }
  const { kind: title, ownerId, etag, openTime, teamId, cycle, paused, levels, nextLevel } = source.obligation;
  return {
    ...shared,
    title,
    dueTime: source.dueTime,
    ownerId,
    etag,
    openTime,
    teamId,
    cycle,
    paused,
    levels,
    nextLevel,
  };
}

export function toClaimable(
  { leadId, ownership, barredRepId, barredUntil, poolReason: reason, poolTime }: assignment.LeadOwnership,
  { displayName: customerName, country, region, city, industry, source }: Named = UNNAMED,
  repId: string | undefined,
  now: Date,
): ClaimableLead {
  const barred = barredRepId !== '' && barredRepId === repId && barredUntil && barredUntil > now;
  return {
    leadId,
    customerName,
    country,
    region,
    city,
    industry,
    source,
    poolId: ownership?.poolId ?? '',
    teamId: ownership?.teamId ?? '',
    since: ownership?.since,
    poolTime,
    reason,
    ...(barred ? { barredUntil } : {}),
  };
}
