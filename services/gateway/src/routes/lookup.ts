import { customer } from '@fairlead/proto';
import { z } from 'zod';
import { NO_BODY, paging, queryList, type Route, route } from '../http/api-router';
import { protoEnum } from '../http/fields';
import type { RouteDeps } from './deps';

const STATUS = 'crm.customer.v1.LookupStatus';

const lookup = z.strictObject({
  ...paging,
  q: z.string().max(1000).default(''),
  ownerId: queryList(z.string()),
  teamId: queryList(z.string()),
  stage: queryList(protoEnum(customer.Stage)),
  state: queryList(protoEnum(customer.CustomerState)),
  tag: queryList(z.string()),
  region: queryList(z.string()),
  industry: queryList(z.string()),
  facet: queryList(z.string()),
});

/** Finding customers while typing. */
export function lookupRoutes({ clients: { lookup: index } }: RouteDeps): Route[] {
  const tag = 'Customers';
  return [
    route({
      method: 'get',
      path: '/lookup',
      summary:
        'Finds customers by name, pinyin, initials, contact, phone or mail; filters, and counts values of facets.',
      tag,
      query: lookup,
      answer: 'crm.customer.v1.LookupCustomersResponse',
      handle: ({ query, options }) => {
        const { q, pageSize, pageToken, facet, ...filter } = query;
        return index.lookupCustomers(
          {
            query: q,
            pageSize,
            pageToken,
            facets: facet,
            filter: {
              ownerIds: filter.ownerId,
              teamIds: filter.teamId,
              stages: filter.stage,
              states: filter.state,
              tags: filter.tag,
              regions: filter.region,
              industries: filter.industry,
            },
          },
          options,
        );
      },
    }),
    route({
      method: 'get',
      path: '/lookup/status',
      summary: 'How far the lookup index is behind the records.',
      tag,
      answer: STATUS,
      handle: ({ options }) => index.getLookupStatus({}, options),
    }),
    route({
      method: 'post',
      path: '/lookup:rebuild',
      summary: 'Builds the lookup index anew, beside the present one. For operators.',
      tag,
      body: NO_BODY,
      status: 200,
      answer: STATUS,
      handle: ({ options }) => index.rebuildLookup({}, options),
    }),
  ];
}
