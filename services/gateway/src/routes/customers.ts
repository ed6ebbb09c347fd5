import { common, customer, followup } from '@fairlead/proto';
import { z } from 'zod';
import { NO_BODY, paging, queryFlag, type Route, route } from '../http/api-router';
import { maskOf, protoEnum, time } from '../http/fields';
import { readOverview } from '../overview/overview';
import { readTimeline } from '../overview/timeline';
import type { RouteDeps } from './deps';

const CUSTOMER = 'crm.customer.v1.Customer';

const contact = z.strictObject({
  id: z.string().optional(),
  name: z.string(),
  title: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
});
const profile = z.strictObject({
  type: protoEnum(customer.CustomerType).optional(),
  displayName: z.string().optional(),
  country: z.string().optional(),
  region: z.string().optional(),
  city: z.string().optional(),
  address: z.string().optional(),
  industry: z.string().optional(),
  source: z.string().optional(),
  productLine: z.string().optional(),
  language: z.string().optional(),
  valueLevel: protoEnum(customer.ValueLevel).optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  contacts: z.array(contact).optional(),
  tags: z.array(z.string()).optional(),
});
export const lead = profile.extend({ displayName: z.string(), externalRef: z.string().optional() });
const followUp = z.strictObject({
  method: protoEnum(common.ContactMethod),
  outcome: protoEnum(followup.FollowUpOutcome),
  content: z.string(),
  occurTime: time.optional(),
  nextStep: z.string().optional(),
  nextStepDue: time.optional(),
});
/** Whether a possible duplicate refuses the write, so that a person can be asked. */
const askFirst = z.strictObject({ refusePossibleDuplicates: queryFlag });
const customerList = z.strictObject({
  ...paging,
  ownerId: z.string().default(''),
  teamId: z.string().default(''),
  stage: protoEnum(customer.Stage).optional(),
  state: protoEnum(customer.CustomerState).optional(),
  orderBy: z.string().default(''),
});

/** Customers, their stages, follow-ups, decisions and timeline. */
export function customerRoutes({ clients, directory }: RouteDeps): Route[] {
  const { customers, assignments, followUps } = clients;
  const tag = 'Customers';
  return [
    route({
      method: 'post',
      path: '/leads',
      summary: 'Creates a lead.',
      tag,
      query: askFirst,
      body: lead,
      command: true,
      status: 201,
      answer: CUSTOMER,
      handle: ({ query, body, requestId, options }) =>
        customers.createLead({ lead: customer.Customer.fromPartial(body), requestId, ...query }, options),
    }),
    route({
      method: 'get',
      path: '/customers',
      summary: 'Pages through the customers in scope.',
      tag,
      query: customerList,
      answer: 'crm.customer.v1.ListCustomersResponse',
      handle: ({ query, options }) => customers.listCustomers(query, options),
    }),
    route({
      method: 'get',
      path: '/customers/{id}',
      summary: 'Reads a customer.',
      tag,
      answer: CUSTOMER,
      handle: ({ params, options }) => customers.getCustomer({ customerId: params.id }, options),
    }),
    route({
      method: 'patch',
      path: '/customers/{id}',
      summary: 'Changes the fields that the body names.',
      tag,
      query: askFirst,
      body: profile,
      command: true,
      ifMatch: 'required',
      answer: CUSTOMER,
      handle: ({ params, query, body, etag, requestId, options }) =>
        customers.updateCustomer(
          {
            ...query,
            customer: customer.Customer.fromPartial({ ...body, id: params.id, etag }),
            updateMask: maskOf(body),
            requestId,
          },
          options,
        ),
    }),
    route({
      method: 'post',
      path: '/customers/{id}:changeStage',
      summary: 'Moves a customer to a sales stage.',
      tag,
      body: z.strictObject({ stage: protoEnum(customer.Stage), overrideReason: z.string().default('') }),
      command: true,
      ifMatch: 'optional',
      answer: CUSTOMER,
      handle: ({ params, body, etag, requestId, options }) =>
        customers.changeStage({ customerId: params.id, ...body, etag, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/customers/{id}:convert',
      summary: 'Makes a lead a customer: a deal was made.',
      tag,
      body: NO_BODY,
      command: true,
      ifMatch: 'optional',
      answer: CUSTOMER,
      handle: ({ params, etag, requestId, options }) =>
        customers.convertLead({ customerId: params.id, etag, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/customers/{id}:markLost',
      summary: 'Gives a lead up, with the reason.',
      tag,
      body: z.strictObject({ reason: z.string() }),
      command: true,
      ifMatch: 'optional',
      answer: CUSTOMER,
      handle: ({ params, body, etag, requestId, options }) =>
        customers.markLost({ customerId: params.id, reason: body.reason, etag, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/customers/{id}/overview',
      summary: 'What one page shows of a customer: the record, running clocks, tasks, what comes next, what happened.',
      tag,
      handle: ({ params, caller, options }) =>
        readOverview(clients, directory, params.id ?? '', caller.principal, options),
    }),
    route({
      method: 'get',
      path: '/customers/{id}/timeline',
      summary: 'What happened, newest first.',
      tag,
      query: z.strictObject({ ...paging, types: z.string().max(2000).default('') }),
      answer: 'crm.insight.v1.ListTimelineResponse',
      handle: ({ params, query: { types, ...page }, caller, options }) =>
        readTimeline(
          clients,
          directory,
          { customerId: params.id, types: types.split(',').filter(Boolean), ...page },
          caller.principal,
          options,
        ),
    }),
    route({
      method: 'get',
      path: '/customers/{id}/follow-ups',
      summary: 'Pages through the follow-ups, newest first.',
      tag,
      query: z.strictObject(paging),
      answer: 'crm.followup.v1.ListFollowUpsResponse',
      handle: ({ params, query, options }) => followUps.listFollowUps({ customerId: params.id, ...query }, options),
    }),
    route({
      method: 'post',
      path: '/customers/{id}/follow-ups',
      summary: 'Records a follow-up; a next step becomes a task.',
      tag,
      body: followUp,
      command: true,
      status: 201,
      answer: 'crm.followup.v1.FollowUp',
      handle: ({ params, body, requestId, options }) =>
        followUps.logFollowUp({ followUp: { ...body, customerId: params.id }, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/customers/{id}/decisions',
      summary: 'Why the lead went where it went, newest first.',
      tag,
      query: z.strictObject(paging),
      answer: 'crm.assignment.v1.ListDecisionsResponse',
      handle: ({ params, query, options }) => assignments.listDecisions({ leadId: params.id, ...query }, options),
    }),
    route({
      method: 'get',
      path: '/customers/{id}/ownership',
      summary: 'Who is responsible, with the version for changes.',
      tag,
      answer: 'crm.assignment.v1.LeadOwnership',
      handle: ({ params, options }) => assignments.getOwnership({ leadId: params.id }, options),
    }),
  ];
}
