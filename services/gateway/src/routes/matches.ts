import { customer } from '@fairlead/proto';
import { z } from 'zod';
import { type Route, route } from '../http/api-router';
import { protoEnum } from '../http/fields';
import { lead } from './customers';
import type { RouteDeps } from './deps';

const POLICY = 'crm.customer.v1.MatchPolicy';

const action = protoEnum(customer.MatchAction);

/** Recognising a customer that is there already. */
export function matchRoutes({ clients: { matches } }: RouteDeps): Route[] {
  const tag = 'Customers';
  return [
    route({
      method: 'post',
      path: '/leads:findDuplicates',
      summary: 'Customers that a lead about to be created would match; nothing is written.',
      tag,
      body: lead.partial(),
      answer: 'crm.customer.v1.FindDuplicatesResponse',
      handle: ({ body, options }) => matches.findDuplicates({ lead: customer.Customer.fromPartial(body) }, options),
    }),
    route({
      method: 'get',
      path: '/match-policy',
      summary: 'What an equal phone, mail or company name means: allow, warn or block.',
      tag,
      answer: POLICY,
      handle: ({ options }) => matches.getMatchPolicy({}, options),
    }),
    route({
      method: 'patch',
      path: '/match-policy',
      summary: 'Changes the match policy for writes from now on.',
      tag,
      body: z.strictObject({ phone: action, email: action, companyName: action }),
      command: true,
      ifMatch: 'required',
      answer: POLICY,
      handle: ({ body, etag, requestId, options }) =>
        matches.updateMatchPolicy({ policy: customer.MatchPolicy.fromPartial({ ...body, etag }), requestId }, options),
    }),
  ];
}
