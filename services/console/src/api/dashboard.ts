import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { boundsOf, type Period } from '../lib/period';
import { query, request } from './http';
import type { Money } from './types';

/** The list behind a figure: a path of the REST API with its query. */
export interface Records {
  path: string;
  query: Record<string, string>;
}

/** How many, as digits, and where they are. */
export interface Figure {
  count: string;
  records?: Records | null;
}

export interface MonthOfOrders extends Figure {
  /** `YYYY-MM`. */
  month: string;
  total: Money;
}

export interface StageCount {
  stage: string;
  leads: Figure;
  customers: Figure;
}

export interface PoolMove {
  reason: string;
  count: string;
}

export interface Attainment {
  met: string;
  missed: string;
  records?: Records | null;
}

export interface Dashboard {
  asOf: string;
  open: Figure;
  due: Figure;
  overdue: Figure;
  firstContact: Attainment;
  /** In the order of the sale. */
  funnel: StageCount[];
  /** Most frequent first. */
  poolMoves: PoolMove[];
  /** Newest last. */
  orders: MonthOfOrders[];
}

/** Whose figures of which period; empty values mean everything in scope. */
export interface DashboardChoice {
  ownerId: string;
  teamId: string;
  period: Period;
}

const LOOK_AGAIN_MS = 15_000;

/** The figures; what becomes due by the time alone makes no event, so they are looked at again. */
export const useDashboard = ({ ownerId, teamId, period }: DashboardChoice, timeZone: string) =>
  useQuery({
    queryKey: ['dashboard', ownerId, teamId, period],
    queryFn: ({ signal }) => {
      const values = query({ ownerId, teamId, ...boundsOf(period, Date.now(), timeZone) });
      return request<Dashboard>('GET', `/dashboard${values}`, { signal });
    },
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });
