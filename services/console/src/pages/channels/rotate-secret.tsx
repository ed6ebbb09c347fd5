import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHANNEL_QUERIES, rotateSecret, type WebhookEndpoint, type WithSecret } from '../../api/channels';
import { sendSurely } from '../../api/sure';
import { Ask } from '../../components/ask';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { faultsByField } from '../../lib/problem';

const USUAL_HOURS = '24';

interface Props {
  endpoint: WebhookEndpoint;
  onSecret(made: WithSecret): void;
  onClose(): void;
}

/** Asks how long the former secret goes on signing, and gives a new one. */
export function RotateSecret({ endpoint, onSecret, onClose }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [hours, setHours] = useState(USUAL_HOURS);
  const rotate = useMutation({
    mutationFn: () => sendSurely((requestId) => rotateSecret(endpoint.id, Number(hours), requestId)),
    onSuccess: (made) => {
      onSecret(made);
      onClose();
    },
    onSettled: () => queries.invalidateQueries(CHANNEL_QUERIES),
  });
  return (
    <Ask
      title={t('channels.webhooks.rotate')}
      busy={rotate.isPending}
      ready={/^\d{1,3}$/.test(hours)}
      onOk={() => rotate.mutate()}
      onClose={onClose}
    >
      <p className="breakable">{endpoint.url}</p>
      <p>{t('channels.webhooks.rotateAsk')}</p>
      <p className="quiet">{t('channels.webhooks.secrets', { count: endpoint.secrets.length })}</p>
      <Field label={t('channels.webhooks.overlap')} fault={faultsByField(rotate.error).overlapHours}>
        <input className="field" inputMode="numeric" value={hours} onChange={({ target }) => setHours(target.value)} />
      </Field>
      <FormFault error={rotate.error} />
    </Ask>
  );
}
