import {
  type AggregateDoc,
  AggregateStore,
  afterKey,
  aggregateSchema,
  type PageKey,
  type PendingHint,
  retryStore,
} from '@fairlead/service-kit';
import { type Connection, type Model, Schema } from 'mongoose';
import type { Notification } from '../domain/notification';

export type NotificationDoc = AggregateDoc<Notification>;

export const notificationModel = (connection: Connection): Model<NotificationDoc> =>
  connection.model(
    'Notification',
    aggregateSchema<Notification>(
      {
        recipientId: String,
        kind: String,
        urgency: String,
        subject: String,
        params: Schema.Types.Mixed,
        readTime: { type: Date, required: false },
      } as never,
      'notifications',
      [
        { serves: 'inbox_newest_first', fields: { recipientId: 1, createTime: -1, _id: 1 } },
        { serves: 'unread_of_a_recipient', fields: { recipientId: 1, readTime: 1 } },
      ],
    ),
  ) as unknown as Model<NotificationDoc>;

/** All access to notifications; every read is bound to one recipient. */
export class NotificationRepository {
  readonly store: AggregateStore<Notification>;

  constructor(
    private readonly model: Model<NotificationDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('notification', model, hint);
  }

  async page(
    recipientId: string,
    unreadOnly: boolean,
    key: PageKey | undefined,
    size: number,
  ): Promise<NotificationDoc[]> {
    const order: [string, 1 | -1][] = [
      ['createTime', -1],
      ['_id', 1],
    ];
    const filter = {
      recipientId,
      ...(unreadOnly ? { readTime: { $exists: false } } : {}),
      ...(key ? afterKey(order, [new Date(key[0] as number), key[1]]) : {}),
    };
    return retryStore(() =>
      this.model
        .find(filter as never, { requests: 0, pending: 0 })
        .sort({ createTime: -1, _id: 1 })
        .limit(size)
        .lean<NotificationDoc[]>()
        .exec(),
    );
  }

  async countUnread(recipientId: string, limit: number): Promise<number> {
    const filter = { recipientId, readTime: { $exists: false } };
    return retryStore(() =>
      this.model
        .countDocuments(filter as never)
        .limit(limit)
        .exec(),
    );
  }
}
