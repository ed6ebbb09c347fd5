import { Segmented } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../components/page-title';
import { useFilter } from '../../components/use-filter';
import { useRowKeys } from '../../components/use-row-keys';
import { TeamRobots } from './team-robots';
import { Texts } from './texts';
import { WebhookEndpoints } from './webhook-endpoints';

const VIEWS = ['webhooks', 'robots', 'texts'] as const;

/** Where messages go besides people, and what they say. Admins keep it, operators read it. */
export function ChannelsPage() {
  const { t } = useTranslation();
  const page = useRef<HTMLDivElement>(null);
  const [values, change] = useFilter(['show', 'channel', 'locale', 'kind'] as const);
  const show = VIEWS.find((view) => view === values.show) ?? 'webhooks';
  useRowKeys(page);
  return (
    <div className="page" ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.channels')}</PageTitle>
        <Segmented
          aria-label={t('channels.show')}
          value={show}
          onChange={(next) => change({ show: next === 'webhooks' ? '' : next, channel: '', locale: '', kind: '' })}
          options={VIEWS.map((view) => ({ value: view, label: t(`channels.view.${view}`) }))}
        />
      </div>
      {show === 'webhooks' && <WebhookEndpoints />}
      {show === 'robots' && <TeamRobots />}
      {show === 'texts' && <Texts />}
    </div>
  );
}
