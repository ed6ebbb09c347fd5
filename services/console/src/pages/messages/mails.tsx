import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Delivery, type DeliveryPage, retryDelivery, useDeliveries } from '../../api/deliveries';
import { useSession } from '../../app/session';
import { Choice } from '../../components/choice';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { Pager, usePager } from '../../components/pager';
import { useFailure } from '../../components/use-failure';
import { useFilter } from '../../components/use-filter';
import { DELIVERY_STATES } from '../../lib/vocabulary';
import { describeNotification, nameOf } from '../../lib/wording';

const PAGE_SIZE = 50;

/** The mails that went out, or why they did not. */
export function Mails() {
  const { t } = useTranslation();
  const { user, time } = useSession();
  const [{ state }, change] = useFilter(['state'] as const);
  const pager = usePager(state);
  const list = useDeliveries(state, pager.token, PAGE_SIZE);
  const mayRetry = user.roles.some((role) => role === 'operator' || role === 'admin');
  return (
    <>
      <div className="filters">
        <Choice
          label={t('column.state')}
          any={t('list.any')}
          value={state}
          options={DELIVERY_STATES.map((id) => [id, t(`deliveryState.${id}`)])}
          onChange={(next) => change({ state: next })}
        />
      </div>
      <ListState
        list={list}
        isEmpty={({ deliveries }) => deliveries.length === 0}
        empty={[t('mail.empty'), t('mail.emptyHint')]}
      >
        {(page) => (
          <>
            <DataTable
              label={t('inbox.view.mails')}
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
        title: t('mail.what'),
        cell: (mail) =>
          mail.kind === 'digest' ? t('mail.digest') : describeNotification(mail, customers, { t, people, time }),
      },
      {
        id: 'to',
        title: t('mail.to'),
        cell: ({ recipientId, address }) => [nameOf(people, recipientId), address].filter(Boolean).join(', '),
      },
      { id: 'state', title: t('column.state'), cell: (mail) => <MailState mail={mail} /> },
      { id: 'attempts', title: t('mail.attempts'), numeric: true, cell: ({ attemptCount }) => attemptCount },
      { id: 'created', title: t('mail.created'), cell: ({ createTime }) => time(createTime) },
      ...(withRetry
        ? [
            {
              id: 'retry',
              title: t('mail.action'),
              cell: (mail: Delivery) => (mail.state === 'DELIVERY_STATE_DEAD' ? <Retry id={mail.id} /> : '–'),
            },
          ]
        : []),
    ];
  }
}

function MailState({ mail }: { mail: Delivery }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const { state, reason, sentTime, nextAttemptTime, attempts, possiblyRepeated } = mail;
  const last = attempts.at(-1);
  const notes = [
    reason && t(`mail.reason.${reason}`, { defaultValue: reason }),
    sentTime && time(sentTime),
    nextAttemptTime && t('mail.nextAttempt', { time: time(nextAttemptTime) }),
    state !== 'DELIVERY_STATE_SENT' && last?.error,
    possiblyRepeated && t('mail.repeated'),
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
    onSuccess: () => void message.success(t('mail.retried')),
    onError: fail,
    onSettled: () => queries.invalidateQueries({ queryKey: ['notifications', 'mails'] }),
  });
  return (
    <Button size="small" loading={retry.isPending} onClick={() => retry.mutate()}>
      {t('mail.retry')}
    </Button>
  );
}
