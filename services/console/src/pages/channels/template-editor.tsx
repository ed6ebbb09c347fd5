import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendSurely } from '../../api/sure';
import {
  type MessageTemplate,
  resetTemplate,
  TEMPLATE_QUERIES,
  updateTemplate,
  useTemplatePreview,
} from '../../api/templates';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { kindName } from '../../lib/kind-name';
import { templateFault } from '../../lib/template-words';
import { useSettled } from '../../lib/use-settled';

const SETTLE_MS = 300;

/** One text, and beside it what goes out and what is wrong with it, while it is typed. */
export function TemplateEditor({ template, onClose }: { template: MessageTemplate; onClose(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [subject, setSubject] = useState(template.subject);
  const [body, setBody] = useState(template.body);
  const settled = useSettled(`${subject}\n${body}`, SETTLE_MS);
  const [shownSubject = '', ...rest] = settled.split('\n');
  const preview = useTemplatePreview(template, shownSubject, rest.join('\n'));
  const faults = preview.data?.faults ?? [];
  const done = (words: string) => () => {
    void message.success(words);
    onClose();
  };
  const onSettled = () => queries.invalidateQueries(TEMPLATE_QUERIES);
  const { etag } = template;
  const save = useMutation({
    mutationFn: () => sendSurely((requestId) => updateTemplate(template, subject, body, { etag, requestId })),
    onSuccess: done(t('channels.saved')),
    onSettled,
  });
  const reset = useMutation({
    mutationFn: () => sendSurely((requestId) => resetTemplate(template, { etag, requestId })),
    onSuccess: done(t('channels.texts.resetDone')),
    onSettled,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  const title = kindName(t, template.kind);
  return (
    <form className="panel" onSubmit={submit} noValidate aria-label={title}>
      <h2>{title}</h2>
      {template.channel !== 'sms' && (
        <Field label={t(template.channel === 'robot' ? 'channels.texts.firstLine' : 'channels.texts.subject')}>
          <input className="field" value={subject} onChange={({ target }) => setSubject(target.value)} />
        </Field>
      )}
      <Field label={t('channels.texts.body')}>
        <textarea className="field" rows={4} value={body} onChange={({ target }) => setBody(target.value)} />
      </Field>
      <p className="quiet small">
        {t('channels.texts.variables')}:{' '}
        {template.variables
          .map((name) =>
            template.requiredVariables.includes(name) ? `{${name}} (${t('channels.texts.required')})` : `{${name}}`,
          )
          .join(', ')}
      </p>
      {faults.length > 0 && (
        <ul className="field-fault" role="alert">
          {faults.map((fault) => (
            <li key={`${fault.field}${fault.reason}${fault.variable}${fault.position}`}>{templateFault(t, fault)}</li>
          ))}
        </ul>
      )}
      {preview.data && (
        <section aria-label={t('channels.texts.preview')} aria-busy={preview.isPlaceholderData}>
          <h3>{t('channels.texts.preview')}</h3>
          {template.channel === 'mail' && <p>{preview.data.subject}</p>}
          <pre className="preview">{preview.data.text}</pre>
          <p className="quiet small">
            {template.channel === 'sms'
              ? t('channels.texts.segments', {
                  characters: preview.data.characters,
                  max: preview.data.maxCharacters,
                  count: preview.data.segments,
                })
              : t('channels.texts.characters', { count: preview.data.characters })}
          </p>
        </section>
      )}
      <FormFault error={preview.error ?? save.error ?? reset.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={faults.length > 0}>
          {t('channels.save')}
        </Button>
        {template.overridden && (
          <Button loading={reset.isPending} onClick={() => reset.mutate()}>
            {t('channels.texts.reset')}
          </Button>
        )}
        <Button onClick={onClose}>{t('app.cancel')}</Button>
      </div>
    </form>
  );
}
