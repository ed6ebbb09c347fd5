import { Segmented } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotifications } from '../../api/queries';
import { Inbox } from '../../components/inbox';
import { PageTitle } from '../../components/page-title';
import { useFilter } from '../../components/use-filter';
import { useRowKeys } from '../../components/use-row-keys';
import { Deliveries } from './deliveries';

const VIEWS = ['all', 'unread', 'deliveries'] as const;

/** The person's messages, all or the unread ones, and what went out of the console. */
export function MessagesPage() {
  const { t } = useTranslation();
  const page = useRef<HTMLDivElement>(null);
  const [values, change] = useFilter(['show', 'state', 'channel', 'kind', 'recipientId'] as const);
  const show = VIEWS.find((view) => view === values.show) ?? 'all';
  useRowKeys(page);
  return (
    <div className={show === 'deliveries' ? 'page' : 'page page-narrow'} ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.messages')}</PageTitle>
        <Segmented
          aria-label={t('inbox.show')}
          value={show}
          onChange={(next) =>
            change({ show: next === 'all' ? '' : next, state: '', channel: '', kind: '', recipientId: '' })
          }
          options={VIEWS.map((view) => ({ value: view, label: t(`inbox.view.${view}`) }))}
        />
      </div>
      {show === 'deliveries' ? <Deliveries /> : <Messages unreadOnly={show === 'unread'} />}
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
