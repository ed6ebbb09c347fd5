import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  testEndpoint,
  updateEndpoint,
  useChannels,
  useEndpoints,
  type WebhookEndpoint,
  type WithSecret,
} from '../../api/channels';
import { useSession } from '../../app/session';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { EndpointForm } from './endpoint-form';
import { RotateSecret } from './rotate-secret';
import { SecretShown } from './secret-shown';
import { TargetActions, TargetState } from './target-actions';

const NEW = 'new';

/** Other systems that are told of messages. */
export function WebhookEndpoints() {
  const { t } = useTranslation();
  const { user } = useSession();
  const channels = useChannels();
  const list = useEndpoints();
  const [edited, setEdited] = useState<WebhookEndpoint | typeof NEW>();
  const [rotated, setRotated] = useState<WebhookEndpoint>();
  const [shown, setShown] = useState<WithSecret>();
  const keeps = user.roles.includes('admin');
  const configured = channels.data?.configured.includes('webhook') ?? true;
  const columns: Column<WebhookEndpoint>[] = [
    { id: 'url', title: t('channels.webhooks.url'), cell: ({ url }) => <span className="breakable">{url}</span> },
    { id: 'description', title: t('channels.description'), cell: ({ description }) => description || '–' },
    {
      id: 'types',
      title: t('channels.webhooks.types'),
      cell: ({ eventTypes }) =>
        eventTypes.length === 0
          ? t('channels.webhooks.allTypes')
          : t('channels.webhooks.count', { count: eventTypes.length }),
    },
    {
      id: 'state',
      title: t('channels.state'),
      cell: ({ active, disabledReason }) => <TargetState active={active} reason={disabledReason} />,
    },
  ];
  const actions: Column<WebhookEndpoint> = {
    id: 'actions',
    title: t('channels.actions'),
    cell: (endpoint) => (
      <TargetActions
        name={endpoint.url}
        active={endpoint.active}
        onEdit={() => setEdited(endpoint)}
        test={(requestId) => testEndpoint(endpoint.id, requestId)}
        setActive={(active, requestId) => updateEndpoint(endpoint.id, { active }, { etag: endpoint.etag, requestId })}
      >
        <Button
          size="small"
          onClick={() => setRotated(endpoint)}
          aria-label={t('channels.webhooks.rotateOf', { name: endpoint.url })}
        >
          {t('channels.webhooks.rotate')}
        </Button>
      </TargetActions>
    ),
  };
  return (
    <>
      {!configured && <p className="panel">{t('channels.notConfigured')}</p>}
      {keeps && configured && !edited && (
        <p>
          <Button type="primary" onClick={() => setEdited(NEW)}>
            {t('channels.webhooks.new')}
          </Button>
        </p>
      )}
      {shown && <SecretShown of={shown} onClose={() => setShown(undefined)} />}
      {edited && (
        <EndpointForm
          key={edited === NEW ? NEW : edited.id}
          endpoint={edited === NEW ? undefined : edited}
          types={channels.data?.eventTypes ?? []}
          onSecret={setShown}
          onClose={() => setEdited(undefined)}
        />
      )}
      {rotated && <RotateSecret endpoint={rotated} onSecret={setShown} onClose={() => setRotated(undefined)} />}
      <ListState
        list={list}
        isEmpty={({ endpoints }) => endpoints.length === 0}
        empty={[t('channels.webhooks.none'), t('channels.webhooks.noneHint')]}
      >
        {({ endpoints }) => (
          <DataTable
            label={t('channels.webhooks.title')}
            columns={keeps ? [...columns, actions] : columns}
            rows={endpoints}
            idOf={({ id }) => id}
            nameOf={({ url }) => url}
          />
        )}
      </ListState>
    </>
  );
}
