import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { markNotifications } from '../api/commands';
import type { useNotifications } from '../api/queries';
import type { Notification, NotificationPage } from '../api/types';
import { useSession } from '../app/session';
import { describeNotification, pathOfNotification } from '../lib/wording';
import { EmptyList } from './empty-list';
import { LoadingRows } from './loading-rows';
import { ProblemPanel } from './problem-panel';
import { useFailure } from './use-failure';

/** Messages with what can be done with them; `onLeave` is told when one is opened. */
export function Inbox({ inbox, onLeave }: { inbox: ReturnType<typeof useNotifications>; onLeave?: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const fail = useFailure();
  if (inbox.isPending) return <LoadingRows rows={5} />;
  if (inbox.isError) return <ProblemPanel error={inbox.error} onRetry={() => void inbox.refetch()} />;
  const { pages } = inbox.data;
  const all = pages.flatMap((page) => page.notifications.map((notification) => ({ notification, page })));
  const mark = (ids: string[], read: boolean) =>
    markNotifications(ids, read).then(() => queries.invalidateQueries({ queryKey: ['notifications'] }), fail);
  const unread = all.filter(({ notification }) => !notification.readTime).map(({ notification }) => notification.id);
  if (all.length === 0) return <EmptyList text={t('inbox.empty')} hint={t('inbox.emptyHint')} />;
  return (
    <>
      {unread.length > 0 && (
        <Button size="small" onClick={() => void mark(unread.slice(0, 200), true)}>
          {t('inbox.markAll')}
        </Button>
      )}
      <ul className="inbox">
        {all.map(({ notification, page }) => (
          <Message
            key={notification.id}
            notification={notification}
            page={page}
            onLeave={onLeave}
            onMark={(read) => void mark([notification.id], read)}
          />
        ))}
      </ul>
      {inbox.hasNextPage && (
        <Button loading={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>
          {t('app.loadMore')}
        </Button>
      )}
    </>
  );
}

interface MessageProps {
  notification: Notification;
  page: NotificationPage;
  onLeave?: () => void;
  onMark(read: boolean): void;
}

function Message({ notification, page, onLeave, onMark }: MessageProps) {
  const { t } = useTranslation();
  const { time, timeWithZone } = useSession();
  const read = Boolean(notification.readTime);
  const open = () => {
    if (!read) onMark(true);
    onLeave?.();
  };
  return (
    <li className={read ? 'message' : 'message unread'}>
      <Link to={pathOfNotification(notification)} onClick={open} data-row>
        {!read && <span className="visually-hidden">{t('inbox.unread')} </span>}
        {describeNotification(notification, page.customers, { t, people: page.people, time })}
      </Link>
      <div className="message-foot">
        <time dateTime={notification.createTime} title={timeWithZone(notification.createTime)}>
          {time(notification.createTime)}
        </time>
        <Button type="link" size="small" onClick={() => onMark(!read)}>
          {t(read ? 'inbox.markUnread' : 'inbox.markRead')}
        </Button>
      </div>
    </li>
  );
}
