import { Badge, Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNotifications } from '../api/queries';
import { Inbox } from './inbox';

/** The inbox: how many are unread, and what they say. */
export function NotificationBell() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const inbox = useNotifications();
  const unread = inbox.data?.pages[0]?.unread ?? 0;
  return (
    <>
      <Badge count={unread} size="small" overflowCount={99} offset={[-8, 6]}>
        <Button
          className="on-dark bell"
          type="text"
          aria-label={t('inbox.open', { count: unread })}
          onClick={() => setOpen(true)}
        >
          <BellIcon />
        </Button>
      </Badge>
      <Drawer title={t('inbox.title')} open={open} onClose={() => setOpen(false)} size={420} destroyOnHidden>
        <Inbox inbox={inbox} onLeave={() => setOpen(false)} />
        <p>
          <Link to="/messages" onClick={() => setOpen(false)}>
            {t('inbox.toPage')}
          </Link>
        </p>
      </Drawer>
    </>
  );
}

const BellIcon = () => (
  <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
    <path
      d="M10 2.5a5 5 0 0 0-5 5v3.2L3.6 13.5h12.8L15 10.7V7.5a5 5 0 0 0-5-5ZM8 15.5a2 2 0 0 0 4 0"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  </svg>
);
