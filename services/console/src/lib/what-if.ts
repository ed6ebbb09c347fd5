import type { WhatIf, WhatIfRep } from '../api/what-ifs';

/** What the comparison rep by rep can be sorted by. */
export const REP_COLUMNS = ['rep', 'before', 'after', 'difference', 'peak', 'weight', 'missRate'] as const;
export type RepColumn = (typeof REP_COLUMNS)[number];

export interface RepOrder {
  column: RepColumn;
  descending: boolean;
}

export const differenceOf = ({ leadsBefore, leadsAfter }: WhatIfRep): number => leadsAfter - leadsBefore;

const VALUES: Record<Exclude<RepColumn, 'rep'>, (rep: WhatIfRep) => number> = {
  before: ({ leadsBefore }) => leadsBefore,
  after: ({ leadsAfter }) => leadsAfter,
  difference: differenceOf,
  peak: ({ peakOpenAfter }) => peakOpenAfter,
  weight: ({ capacityWeight }) => capacityWeight,
  missRate: ({ missRate }) => missRate,
};

/** The reps in an order; equal ones by name. */
export function sortReps(reps: readonly WhatIfRep[], order: RepOrder, nameOf: (repId: string) => string): WhatIfRep[] {
  const byName = (a: WhatIfRep, b: WhatIfRep) => nameOf(a.repId).localeCompare(nameOf(b.repId));
  const sign = order.descending ? -1 : 1;
  const { column } = order;
  if (column === 'rep') return [...reps].sort((a, b) => sign * byName(a, b));
  const value = VALUES[column];
  return [...reps].sort((a, b) => sign * (value(a) - value(b)) || byName(a, b));
}

/** The order after a click on a heading: the other way round, or a new one, numbers largest first. */
export const nextOrder = (order: RepOrder, column: RepColumn): RepOrder =>
  order.column === column ? { column, descending: !order.descending } : { column, descending: column !== 'rep' };

/** How long a bar is beside the longest one, from 0 to 1. */
export const barShare = (difference: number, largest: number): number =>
  largest === 0 ? 0 : Math.abs(difference) / largest;

export const largestDifference = (reps: readonly WhatIfRep[]): number =>
  reps.reduce((largest, rep) => Math.max(largest, Math.abs(differenceOf(rep))), 0);

/** How far a what-if is, from 0 to 1; undefined while that is not known. */
export const progressShare = ({ decidedCount, totalCount }: WhatIf): number | undefined =>
  totalCount > 0 ? Math.min(1, decidedCount / totalCount) : undefined;

export const DAY_CHOICES = ['7', '30', '90'] as const;
export const MAX_DAYS = 366;

/** A number of days; undefined for what is none. */
export function readDays(typed: string): number | undefined {
  const days = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0;
  return days >= 1 && days <= MAX_DAYS ? days : undefined;
}
