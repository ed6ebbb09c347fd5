import { Segmented } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotifications } from '../../api/queries';
import { Inbox } from '../../components/inbox';
import { PageTitle } from '../../components/page-title';
import { useFilter } from '../../components/use-filter';
import { useRowKeys } from '../../components/use-row-keys';

/** The person's messages, all or the unread ones. */
export function MessagesPage() {
  const { t } = useTranslation();
  const page = useRef<HTMLDivElement>(null);
  const [{ show }, change] = useFilter(['show'] as const);
  const unreadOnly = show === 'unread';
  const inbox = useNotifications(unreadOnly);
  useRowKeys(page);
  return (
    <div className="page page-narrow" ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.messages')}</PageTitle>
        <Segmented
          aria-label={t('inbox.show')}
          value={unreadOnly ? 'unread' : 'all'}
          onChange={(next) => change({ show: next === 'unread' ? next : '' })}
          options={[
            { value: 'all', label: t('inbox.all') },
            { value: 'unread', label: t('inbox.unreadOnly') },
          ]}
        />
      </div>
      <div className="panel">
        <Inbox inbox={inbox} />
      </div>
    </div>
  );
}
