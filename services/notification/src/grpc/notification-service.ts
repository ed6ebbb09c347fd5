import type { notification as proto } from '@fairlead/proto';
import {
  AppError,
  type CallerContext,
  decodePageToken,
  encodePageToken,
  Faults,
  type MethodAccess,
  notFound,
  pageSize,
} from '@fairlead/service-kit';
import type { NotificationDoc, NotificationRepository } from '../repository/notification-repository';

export const NOTIFICATION_ACCESS: MethodAccess = {
  ListNotifications: 'any',
  CountUnread: 'any',
  MarkNotifications: 'any',
};

const MAX_UNREAD = 1000;
const MAX_MARKED = 200;

const toProto = (doc: NotificationDoc): proto.Notification => ({
  name: `notifications/${doc._id}`,
  id: doc._id,
  recipientId: doc.recipientId,
  kind: doc.kind,
  urgency: doc.urgency,
  subject: doc.subject,
  params: doc.params,
  createTime: doc.createTime,
  readTime: doc.readTime,
});

/** gRPC edge of the inbox; everybody sees the own one only. */
export class NotificationGrpc implements proto.NotificationServiceImplementation<CallerContext> {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async listNotifications(
    request: proto.ListNotificationsRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListNotificationsResponse> {
    const binding = ['notifications', request.unreadOnly, principal.sub];
    const key = decodePageToken(binding, request.pageToken, ['time', 'text']);
    const size = pageSize(request.pageSize, 50, 200);
    if (!principal.rep) return { notifications: [], nextPageToken: '' };
    const docs = await this.notifications.page(principal.rep, request.unreadOnly, key, size + 1);
    const last = docs.length > size ? docs[size - 1] : undefined;
    return {
      notifications: docs.slice(0, size).map(toProto),
      nextPageToken: last ? encodePageToken(binding, [last.createTime.getTime(), last._id]) : '',
    };
  }

  async countUnread(
    _request: proto.CountUnreadRequest,
    { principal }: CallerContext,
  ): Promise<proto.CountUnreadResponse> {
    return { count: principal.rep ? await this.notifications.countUnread(principal.rep, MAX_UNREAD) : 0 };
  }

  async markNotifications(
    { notificationIds, read }: proto.MarkNotificationsRequest,
    { principal }: CallerContext,
  ): Promise<proto.MarkNotificationsResponse> {
    new Faults()
      .check(notificationIds.length <= MAX_MARKED, 'notification_ids', `must be at most ${MAX_MARKED}`)
      .throwIfAny();
    const docs = await this.notifications.store.findMany(notificationIds);
    const mine = new Set(docs.filter((doc) => doc.recipientId === principal.rep).map((doc) => doc._id));
    // All or nothing: one that is missing or another's is named before anything is written.
    const strange = notificationIds.find((id) => !mine.has(id));
    if (strange !== undefined) throw notFound('notification', strange);
    const now = this.clock();
    const changes = await Promise.all([...mine].map((id) => this.mark(id, read, now, principal.sub)));
    return { changed: changes.filter(Boolean).length };
  }

  private async mark(id: string, read: boolean, now: Date, actor: string): Promise<boolean> {
    let changed = false;
    try {
      await this.notifications.store.change(
        id,
        (doc) => {
          changed = Boolean(doc.readTime) !== read;
          if (!changed) return null;
          const data = { notificationId: id, recipientId: doc.recipientId, read };
          return {
            set: { readTime: read ? now : undefined },
            events: [{ type: 'crm.notification.read.v1', subject: doc.subject, data }],
          };
        },
        { now, actor },
      );
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'NOT_FOUND')) throw error;
    }
    return changed;
  }
}
