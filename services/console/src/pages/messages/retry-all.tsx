import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DELIVERY_QUERIES, retryDeliveries } from '../../api/deliveries';
import { sendSurely } from '../../api/sure';
import { Ask } from '../../components/ask';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';

const DAYS = 3;
const dayBefore = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** Sends everything that was given up on a channel again, page by page; a repetition takes only what is dead. */
export function RetryAll({ channel }: { channel: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [since, setSince] = useState(() => dayBefore(DAYS));
  const [count, setCount] = useState(0);
  const retry = useMutation({
    mutationFn: async () => {
      let done = 0;
      let token = '';
      do {
        const page = await sendSurely(() => retryDeliveries(channel, `${since}T00:00:00Z`, token));
        done += page.retried;
        token = page.nextPageToken;
        setCount(done);
      } while (token !== '');
      return done;
    },
    onSuccess: (done) => {
      setOpen(false);
      void message.success(t('delivery.retriedAll', { count: done }));
    },
    onSettled: () => queries.invalidateQueries(DELIVERY_QUERIES),
  });
  return (
    <>
      <Button
        onClick={() => {
          setCount(0);
          setOpen(true);
        }}
      >
        {t('delivery.retryAll')}
      </Button>
      {open && (
        <Ask
          title={t('delivery.retryAll')}
          busy={retry.isPending}
          ready={since !== ''}
          onOk={() => retry.mutate()}
          onClose={() => setOpen(false)}
        >
          <p>{t('delivery.retryAsk', { channel: t(`deliveryChannel.${channel}`) })}</p>
          <Field label={t('delivery.since')}>
            <input
              className="field"
              type="date"
              value={since}
              max={dayBefore(0)}
              onChange={({ target }) => setSince(target.value)}
            />
          </Field>
          {retry.isPending && <p role="status">{t('delivery.retrying', { count })}</p>}
          <FormFault error={retry.error} />
        </Ask>
      )}
    </>
  );
}
