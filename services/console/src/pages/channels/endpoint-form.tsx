import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CHANNEL_QUERIES,
  createEndpoint,
  updateEndpoint,
  type WebhookEndpoint,
  type WithSecret,
} from '../../api/channels';
import { sendSurely } from '../../api/sure';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { kindName } from '../../lib/kind-name';
import { faultsByField } from '../../lib/problem';

interface Props {
  /** The endpoint to be changed; undefined for a new one. */
  endpoint?: WebhookEndpoint;
  /** Types that may be chosen. */
  types: string[];
  onSecret(made: WithSecret): void;
  onClose(): void;
}

/** A new endpoint, or what an endpoint gets. */
export function EndpointForm({ endpoint, types, onSecret, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [values, setValues] = useState(() => ({
    url: endpoint?.url ?? '',
    description: endpoint?.description ?? '',
    eventTypes: endpoint?.eventTypes ?? [],
  }));
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const change = (part: Partial<typeof values>) => {
    setValues({ ...values, ...part });
    setRequestId(crypto.randomUUID());
  };
  const save = useMutation({
    mutationFn: async (): Promise<WithSecret | undefined> => {
      const body = { ...values, url: values.url.trim() };
      if (!endpoint) return sendSurely((id) => createEndpoint(body, id), requestId);
      await sendSurely((id) => updateEndpoint(endpoint.id, body, { etag: endpoint.etag, requestId: id }), requestId);
      return undefined;
    },
    onSuccess: (made) => {
      if (made) onSecret(made);
      else void message.success(t('channels.saved'));
      onClose();
    },
    onSettled: () => queries.invalidateQueries(CHANNEL_QUERIES),
  });
  const refused = faultsByField(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  const title = endpoint ? t('channels.editOf', { name: endpoint.url }) : t('channels.webhooks.new');
  return (
    <form className="panel" onSubmit={submit} noValidate aria-label={title}>
      <h2 className="breakable">{title}</h2>
      <div className="edit-fields">
        <Field label={t('channels.webhooks.url')} fault={refused.url}>
          <input
            className="field"
            type="url"
            value={values.url}
            onChange={({ target }) => change({ url: target.value })}
          />
        </Field>
        <Field label={t('channels.description')} fault={refused.description}>
          <input
            className="field"
            value={values.description}
            onChange={({ target }) => change({ description: target.value })}
          />
        </Field>
      </div>
      <fieldset className="ticks">
        <legend>{t('channels.webhooks.types')}</legend>
        <p className="quiet small">{t('channels.webhooks.typesHint')}</p>
        {types.map((type) => (
          <label key={type}>
            <input
              type="checkbox"
              checked={values.eventTypes.includes(type)}
              onChange={({ target }) =>
                change({
                  eventTypes: types.filter((each) =>
                    each === type ? target.checked : values.eventTypes.includes(each),
                  ),
                })
              }
            />
            <span>{kindName(t, type.replace('notification.', ''))}</span>
          </label>
        ))}
      </fieldset>
      <FormFault error={save.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('channels.save')}
        </Button>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
      </div>
    </form>
  );
}
