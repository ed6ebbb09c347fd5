import { notification } from '@fairlead/proto';
import { z } from 'zod';
import { NO_BODY, paging, type Route, route } from '../http/api-router';
import { maskOf, protoEnum, time } from '../http/fields';
import type { RouteDeps } from './deps';
import { namesOf } from './names';

const PREFERENCES = 'crm.notification.v1.Preferences';

const preferenceValues = z.strictObject({
  address: z.string().optional(),
  locale: z.string().optional(),
  timeZone: z.string().optional(),
  mailUrgencies: z.array(protoEnum(notification.Urgency)).optional(),
  phone: z.string().optional(),
  smsUrgencies: z.array(protoEnum(notification.Urgency)).optional(),
  /** null: none. */
  quietHours: z.strictObject({ from: z.string(), to: z.string() }).nullable().optional(),
  digest: z.boolean().optional(),
});

/** What went out by mail, webhook, short message and robot, and what the caller wants of it. */
export function deliveryRoutes({ clients: { deliveries, customers }, directory }: RouteDeps): Route[] {
  const tag = 'Deliveries';
  return [
    route({
      method: 'get',
      path: '/preferences',
      summary: "Reads the caller's preferences for messages outside the console.",
      tag,
      answer: PREFERENCES,
      handle: ({ options }) => deliveries.getPreferences({}, options),
    }),
    route({
      method: 'patch',
      path: '/preferences',
      summary: "Changes the fields of the caller's preferences that the body names; quietHours null means none.",
      tag,
      body: preferenceValues,
      command: true,
      ifMatch: 'required',
      answer: PREFERENCES,
      handle: ({ body, etag, requestId, options }) =>
        deliveries.updatePreferences(
          {
            preferences: { ...body, quietHours: body.quietHours ?? undefined, etag },
            updateMask: maskOf(body),
            requestId,
          },
          options,
        ),
    }),
    route({
      method: 'get',
      path: '/deliveries',
      summary:
        'Pages through deliveries, newest first, with the names they need: own ones, or all for admins and operators.',
      tag,
      query: z.strictObject({
        ...paging,
        state: protoEnum(notification.DeliveryState).optional(),
        recipientId: z.string().default(''),
        channel: z.string().default(''),
        kind: z.string().default(''),
      }),
      answer: 'crm.notification.v1.ListDeliveriesResponse',
      async handle({ query, caller, options }) {
        const page = await deliveries.listDeliveries(query, options);
        const customerIds = [...new Set(page.deliveries.map(({ subject }) => subject).filter(Boolean))];
        const [found, people] = await Promise.all([
          customers.batchGetCustomers({ customerIds }, options),
          directory.names(
            page.deliveries.flatMap(({ recipientId, params }) => [
              recipientId,
              params.ownerId ?? '',
              params.fromRepId ?? '',
            ]),
            caller.principal,
          ),
        ]);
        return { ...page, people, customers: namesOf(found.customers) };
      },
    }),
    route({
      method: 'get',
      path: '/deliveries/{id}',
      summary: 'Reads a delivery.',
      tag,
      answer: 'crm.notification.v1.Delivery',
      handle: ({ params, options }) => deliveries.getDelivery({ deliveryId: params.id }, options),
    }),
    route({
      method: 'post',
      path: '/deliveries/{id}:retry',
      summary: 'Sends a dead delivery again.',
      tag,
      body: NO_BODY,
      command: true,
      answer: 'crm.notification.v1.Delivery',
      handle: ({ params, requestId, options }) =>
        deliveries.retryDelivery({ deliveryId: params.id, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/deliveries:retry',
      summary:
        'Sends dead deliveries of a channel since a time again, up to 100; call it with the token of the answer until that is empty.',
      tag,
      body: z.strictObject({ channel: z.string(), since: time, pageToken: z.string().default('') }),
      answer: 'crm.notification.v1.RetryDeliveriesResponse',
      handle: ({ body, options }) => deliveries.retryDeliveries(body, options),
    }),
  ];
}
