import { z } from 'zod';
import { type Route, route } from '../http/api-router';
import { time } from '../http/fields';
import type { RouteDeps } from './deps';

/** Figures over everything in scope. */
export function dashboardRoutes({ clients: { dashboards } }: RouteDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/dashboard',
      summary: 'What is open, due and overdue, first contacts met and missed, the funnel, the pools, orders by month.',
      tag: 'Insight',
      query: z.strictObject({
        ownerId: z.string().default(''),
        teamId: z.string().default(''),
        since: time.optional(),
        until: time.optional(),
      }),
      answer: 'crm.insight.v1.Dashboard',
      handle: ({ query, options }) => dashboards.getDashboard(query, options),
    }),
  ];
}
