import { z } from 'zod';
import { paging, queryFlag, type Route, route } from '../http/api-router';
import type { RouteDeps } from './deps';
import { namesOf } from './names';

/** The caller's inbox. */
export function notificationRoutes({ clients: { notifications, customers }, directory }: RouteDeps): Route[] {
  const tag = 'Notifications';
  return [
    route({
      method: 'get',
      path: '/notifications',
      summary: "Pages through the caller's notifications, newest first, with the names that their texts need.",
      tag,
      query: z.strictObject({ ...paging, unreadOnly: queryFlag }),
      answer: 'crm.notification.v1.ListNotificationsResponse',
      async handle({ query, caller, options }) {
        const [page, unread] = await Promise.all([
          notifications.listNotifications(query, options),
          notifications.countUnread({}, options),
        ]);
        const subjects = [...new Set(page.notifications.map(({ subject }) => subject))];
        const [found, people] = await Promise.all([
          customers.batchGetCustomers({ customerIds: subjects }, options),
          directory.names(
            page.notifications.flatMap(({ params }) => [params.ownerId ?? '', params.fromRepId ?? '']),
            caller.principal,
          ),
        ]);
        return { ...page, unread: unread.count, people, customers: namesOf(found.customers) };
      },
    }),
    route({
      method: 'post',
      path: '/notifications:mark',
      summary: 'Marks notifications of the caller as read or unread.',
      tag,
      body: z.strictObject({ notificationIds: z.array(z.string()), read: z.boolean() }),
      answer: 'crm.notification.v1.MarkNotificationsResponse',
      handle: ({ body, options }) => notifications.markNotifications(body, options),
    }),
  ];
}
