import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { DELIVERY_QUERIES, type Delivery, type DeliveryPage, retryDelivery, useDeliveries } from '../../api/deliveries';
import { useSession } from '../../app/session';
import { Choice } from '../../components/choice';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { Pager, usePager } from '../../components/pager';
import { useDirectory } from '../../components/use-directory';
import { useFailure } from '../../components/use-failure';
import { useFilter } from '../../components/use-filter';
import { kindName } from '../../lib/kind-name';
import { DELIVERY_CHANNELS, DELIVERY_STATES, MESSAGE_KINDS } from '../../lib/vocabulary';
import { describeNotification, nameOf } from '../../lib/wording';
import { RetryAll } from './retry-all';

const PAGE_SIZE = 50;

/** What went out of the console, on which channel, or why it did not. */
export function Deliveries() {
  const { t } = useTranslation();
  const { user, time } = useSession();
  const [filter, change] = useFilter(['state', 'channel', 'kind', 'recipientId'] as const);
  const { repNames } = useDirectory();
  const pager = usePager(Object.values(filter).join());
  const list = useDeliveries(filter, pager.token, PAGE_SIZE);
  const mayRetry = user.roles.some((role) => role === 'operator' || role === 'admin');
  return (
    <>
      <div className="filters">
        <Choice
          label={t('delivery.channel')}
          any={t('list.any')}
          value={filter.channel}
          options={DELIVERY_CHANNELS.map((id) => [id, t(`deliveryChannel.${id}`)])}
          onChange={(channel) => change({ channel })}
        />
        <Choice
          label={t('column.state')}
          any={t('list.any')}
          value={filter.state}
          options={DELIVERY_STATES.map((id) => [id, t(`deliveryState.${id}`)])}
          onChange={(state) => change({ state })}
        />
        <Choice
          label={t('delivery.kind')}
          any={t('list.any')}
          value={filter.kind}
          options={[
            ...MESSAGE_KINDS.map((id) => [id, kindName(t, id)] as const),
            ['digest', t('delivery.digest')],
            ['test', t('delivery.test')],
          ]}
          onChange={(kind) => change({ kind })}
        />
        {mayRetry && (
          <Choice
            label={t('delivery.to')}
            any={t('list.any')}
            value={filter.recipientId}
            options={Object.entries(repNames)}
            onChange={(recipientId) => change({ recipientId })}
          />
        )}
        {mayRetry && filter.channel !== '' && <RetryAll channel={filter.channel} />}
      </div>
      <ListState
        list={list}
        isEmpty={({ deliveries }) => deliveries.length === 0}
        empty={[t('delivery.empty'), t('delivery.emptyHint')]}
      >
        {(page) => (
          <>
            <DataTable
              label={t('inbox.view.deliveries')}
              columns={columnsOf(page, mayRetry)}
              rows={page.deliveries}
              idOf={({ id }) => id}
              nameOf={({ id }) => id}
              busy={list.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={page.nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
    </>
  );

  function columnsOf({ people, customers }: DeliveryPage, withRetry: boolean): Column<Delivery>[] {
    return [
      {
        id: 'what',
        title: t('delivery.what'),
        cell: (delivery) =>
          delivery.kind === 'digest' || delivery.kind === 'test'
            ? t(`delivery.${delivery.kind}`)
            : describeNotification(delivery, customers, { t, people, time }),
      },
      { id: 'channel', title: t('delivery.channel'), cell: ({ channel }) => t(`deliveryChannel.${channel}`) },
      {
        id: 'to',
        title: t('delivery.to'),
        cell: ({ recipientId, address }) => [nameOf(people, recipientId), address].filter(Boolean).join(', '),
      },
      { id: 'state', title: t('column.state'), cell: (delivery) => <DeliveryState delivery={delivery} /> },
      { id: 'attempts', title: t('delivery.attempts'), numeric: true, cell: ({ attemptCount }) => attemptCount },
      { id: 'created', title: t('delivery.created'), cell: ({ createTime }) => time(createTime) },
      ...(withRetry
        ? [
            {
              id: 'retry',
              title: t('delivery.action'),
              cell: (delivery: Delivery) =>
                delivery.state === 'DELIVERY_STATE_DEAD' ? <Retry id={delivery.id} /> : '–',
            },
          ]
        : []),
    ];
  }
}

function DeliveryState({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const { state, reason, sentTime, nextAttemptTime, attempts, possiblyRepeated } = delivery;
  const last = attempts.at(-1);
  const notes = [
    reason && t(`delivery.reason.${reason}`, { defaultValue: reason }),
    sentTime && time(sentTime),
    nextAttemptTime && t('delivery.nextAttempt', { time: time(nextAttemptTime) }),
    state !== 'DELIVERY_STATE_SENT' && last?.error,
    possiblyRepeated && t('delivery.repeated'),
  ];
  return (
    <>
      {t(`deliveryState.${state}`)}
      <span className="quiet small mail-notes">{notes.filter(Boolean).join(' · ')}</span>
    </>
  );
}

function Retry({ id }: { id: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const fail = useFailure();
  const retry = useMutation({
    mutationFn: () => retryDelivery(id),
    onSuccess: () => void message.success(t('delivery.retried')),
    onError: fail,
    onSettled: () => queries.invalidateQueries(DELIVERY_QUERIES),
  });
  return (
    <Button size="small" loading={retry.isPending} onClick={() => retry.mutate()}>
      {t('delivery.retry')}
    </Button>
  );
}
