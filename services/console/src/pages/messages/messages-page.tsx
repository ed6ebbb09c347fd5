import { Segmented } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotifications } from '../../api/queries';
import { Inbox } from '../../components/inbox';
import { PageTitle } from '../../components/page-title';
import { useFilter } from '../../components/use-filter';
import { useRowKeys } from '../../components/use-row-keys';
import { Mails } from './mails';

const VIEWS = ['all', 'unread', 'mails'] as const;

/** The person's messages, all or the unread ones, and the mails that went out. */
export function MessagesPage() {
  const { t } = useTranslation();
  const page = useRef<HTMLDivElement>(null);
  const [values, change] = useFilter(['show', 'state'] as const);
  const show = VIEWS.find((view) => view === values.show) ?? 'all';
  useRowKeys(page);
  return (
    <div className={show === 'mails' ? 'page' : 'page page-narrow'} ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.messages')}</PageTitle>
        <Segmented
          aria-label={t('inbox.show')}
          value={show}
          onChange={(next) => change({ show: next === 'all' ? '' : next, state: '' })}
          options={VIEWS.map((view) => ({ value: view, label: t(`inbox.view.${view}`) }))}
        />
      </div>
      {show === 'mails' ? <Mails /> : <Messages unreadOnly={show === 'unread'} />}
    </div>
  );
}

function Messages({ unreadOnly }: { unreadOnly: boolean }) {
  const inbox = useNotifications(unreadOnly);
  return (
    <div className="panel">
      <Inbox inbox={inbox} />
    </div>
  );
}
