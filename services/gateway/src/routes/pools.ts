import { z } from 'zod';
import { paging, type Route, route } from '../http/api-router';
import type { RouteDeps } from './deps';

const OWNERSHIP = 'crm.assignment.v1.LeadOwnership';

/** Public pools, and leads on their way between reps and pools. */
export function poolRoutes({ clients: { assignments, customers, pools } }: RouteDeps): Route[] {
  const tag = 'Assignment';
  return [
    route({
      method: 'get',
      path: '/pools',
      summary: 'The public pools in scope.',
      tag,
      answer: 'crm.assignment.v1.ListPoolsResponse',
      handle: ({ options }) => pools.listPools({}, options),
    }),
    route({
      method: 'get',
      path: '/pools/{id}/leads',
      summary: 'The leads of a pool, longest waiting first, with what the caller may see of each.',
      tag,
      query: z.strictObject(paging),
      answer: 'crm.assignment.v1.ListPoolLeadsResponse',
      async handle({ params, query, options }) {
        const { leads, nextPageToken } = await pools.listPoolLeads({ poolId: params.id, ...query }, options);
        const { customers: found } = await customers.batchGetCustomers(
          { customerIds: leads.map(({ leadId }) => leadId) },
          options,
        );
        const byId = new Map(found.map((each) => [each.id, each]));
        return { leads: leads.map((each) => ({ ...each, customer: byId.get(each.leadId) })), nextPageToken };
      },
    }),
    route({
      method: 'post',
      path: '/leads/{id}:claim',
      summary: 'Takes a lead out of the pool: one winner.',
      tag,
      body: z.strictObject({ repId: z.string().default('') }),
      command: true,
      answer: OWNERSHIP,
      handle: ({ params, body, requestId, options }) =>
        pools.claimLead({ leadId: params.id, repId: body.repId, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/leads/{id}:assign',
      summary: 'Gives a lead to a rep by hand.',
      tag,
      body: z.strictObject({ repId: z.string() }),
      command: true,
      ifMatch: 'optional',
      answer: OWNERSHIP,
      handle: ({ params, body, etag, requestId, options }) =>
        assignments.assignLead({ leadId: params.id, repId: body.repId, etag, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/leads/{id}:recycle',
      summary: 'Moves a lead from its owner to the pool.',
      tag,
      body: z.strictObject({ cycle: z.int32(), reason: z.string() }),
      command: true,
      answer: OWNERSHIP,
      handle: ({ params, body, requestId, options }) =>
        assignments.recycleLead({ leadId: params.id, ...body, requestId }, options),
    }),
  ];
}
