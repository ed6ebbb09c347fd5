import { assignment, customer } from '@fairlead/proto';
import { z } from 'zod';
import { paging, type Route, route } from '../http/api-router';
import { int64, maskOf, protoEnum } from '../http/fields';
import type { RouteDeps } from './deps';

const OWNERSHIP = 'crm.assignment.v1.LeadOwnership';
const POOL = 'crm.assignment.v1.Pool';

const terms = z.strictObject({
  recycleDays: z.int32().optional(),
  warnDays: z.int32().optional(),
  exemptDraftOrders: z.boolean().optional(),
  claimers: protoEnum(assignment.Claimers).optional(),
  claimerRepIds: z.array(z.string()).optional(),
  requiredSkills: z.array(z.string()).optional(),
  claimsPerDay: z.int32().optional(),
  holdingLimit: z.int32().optional(),
  coolDownSeconds: int64.optional(),
  protectionDays: z.int32().optional(),
  maskedFields: z.array(z.string()).optional(),
});
const poolValues = z.strictObject({
  displayName: z.string().optional(),
  regions: z.array(z.string()).optional(),
  productLines: z.array(z.string()).optional(),
  terms: terms.optional(),
  levelTerms: z.array(z.strictObject({ valueLevel: protoEnum(customer.ValueLevel), terms })).optional(),
  takesLost: z.boolean().optional(),
});
const newPool = poolValues.extend({ id: z.string(), teamId: z.string(), displayName: z.string() });
const poolLeads = z.strictObject({
  ...paging,
  region: z.string().default(''),
  industry: z.string().default(''),
  valueLevel: protoEnum(customer.ValueLevel).optional(),
  reason: z.string().default(''),
});

/** Public pools, and leads on their way between reps and pools. */
export function poolRoutes({ clients: { assignments, customers, pools }, directory }: RouteDeps): Route[] {
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
      path: '/pools/{id}',
      summary: 'Reads a pool, with what the caller may still claim.',
      tag,
      answer: POOL,
      handle: ({ params, options }) => pools.getPool({ poolId: params.id }, options),
    }),
    route({
      method: 'post',
      path: '/pools',
      summary: 'Creates a further pool of a team.',
      tag,
      body: newPool,
      command: true,
      status: 201,
      answer: POOL,
      handle: ({ body, requestId, options }) => pools.createPool({ pool: body, requestId }, options),
    }),
    route({
      method: 'patch',
      path: '/pools/{id}',
      summary: 'Changes the fields that the body names.',
      tag,
      body: poolValues,
      command: true,
      ifMatch: 'required',
      answer: POOL,
      handle: ({ params, body, etag, requestId, options }) =>
        pools.updatePool({ pool: { ...body, id: params.id, etag }, updateMask: maskOf(body), requestId }, options),
    }),
    route({
      method: 'post',
      path: '/pools/{id}:close',
      summary: 'Closes a pool; its leads go to the pool that the body names.',
      tag,
      body: z.strictObject({ moveToPoolId: z.string().default('') }),
      command: true,
      ifMatch: 'required',
      answer: POOL,
      handle: ({ params, body, etag, requestId, options }) =>
        pools.closePool({ poolId: params.id, moveToPoolId: body.moveToPoolId, etag, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/pools/{id}/leads',
      summary: 'The leads of a pool, longest waiting first, with what the caller may see of each.',
      tag,
      query: poolLeads,
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
      path: '/leads/{id}:return',
      summary: 'The owner gives a lead back to its pool, with the reason.',
      tag,
      body: z.strictObject({ cycle: z.int32(), reason: z.string() }),
      command: true,
      answer: OWNERSHIP,
      handle: ({ params, body, requestId, options }) =>
        pools.returnLead({ leadId: params.id, ...body, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/leads/{id}:moveToPool',
      summary: 'Moves a lead into a pool by hand, with the reason.',
      tag,
      body: z.strictObject({ poolId: z.string(), reason: z.string() }),
      command: true,
      ifMatch: 'optional',
      answer: OWNERSHIP,
      handle: ({ params, body, etag, requestId, options }) =>
        pools.moveToPool({ leadId: params.id, ...body, etag, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/customers/{id}/ownership-history',
      summary: 'Who had the lead from when to when, newest first; with the names of the people.',
      tag,
      query: z.strictObject(paging),
      answer: 'crm.assignment.v1.ListOwnershipHistoryResponse',
      async handle({ params, query, caller, options }) {
        const { stays, nextPageToken } = await pools.listOwnershipHistory({ leadId: params.id, ...query }, options);
        const people = await directory.names(
          stays.flatMap(({ ownerId, actor }) => [ownerId, actor]),
          caller.principal,
        );
        return { stays, nextPageToken, people };
      },
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
