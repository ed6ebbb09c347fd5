import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { openCase } from '../../api/cases';
import { useOverview } from '../../api/queries';
import { sendSurely } from '../../api/sure';
import { Choice } from '../../components/choice';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { PageTitle } from '../../components/page-title';
import { faultsByField } from '../../lib/problem';
import { CASE_CHANNELS, CASE_KINDS, CASE_PRIORITIES } from '../../lib/vocabulary';

const EMPTY = {
  kind: 'CASE_KIND_COMPLAINT',
  channel: 'CASE_CHANNEL_PHONE',
  priority: 'CASE_PRIORITY_NORMAL',
  subjectLine: '',
  description: '',
  requester: '',
  productRef: '',
  orderRef: '',
  skill: '',
  language: '',
};
type Draft = typeof EMPTY;
const TEXTS = ['requester', 'productRef', 'orderRef', 'skill'] as const;

/** A new complaint or service request of a customer. */
export function NewCasePage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const customer = useOverview(id).data?.customer;
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const send = useMutation({
    mutationFn: () => sendSurely((requestId) => openCase({ customerId: id, ...draft }, requestId)),
    onSuccess: async (opened) => {
      void message.success(t('case.opened'));
      await queries.invalidateQueries({ queryKey: ['lists'] });
      await navigate(`/cases/${opened.id}`);
    },
  });
  const set = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    if (send.isError) send.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!send.isPending) send.mutate();
  };
  const refused = faultsByField(send.error);
  return (
    <div className="page page-narrow">
      <p>
        <Link to={`/customers/${id}`}>{customer?.displayName ?? t('case.toCustomer')}</Link>
      </p>
      <PageTitle>{t('case.new')}</PageTitle>
      <form className="panel" onSubmit={submit} noValidate aria-label={t('case.new')}>
        <Choice
          label={t('case.kind')}
          value={draft.kind}
          options={CASE_KINDS.map((kind) => [kind, t(`caseKind.${kind}`)])}
          onChange={(kind) => set({ kind })}
        />
        <Choice
          label={t('case.channel')}
          value={draft.channel}
          options={CASE_CHANNELS.map((channel) => [channel, t(`caseChannel.${channel}`)])}
          onChange={(channel) => set({ channel })}
        />
        <Choice
          label={t('case.priority')}
          value={draft.priority}
          options={CASE_PRIORITIES.map((priority) => [priority, t(`casePriority.${priority}`)])}
          onChange={(priority) => set({ priority })}
        />
        <Field label={t('case.subjectLine')} fault={refused.subjectLine}>
          <input
            className="field"
            required
            value={draft.subjectLine}
            onChange={({ target }) => set({ subjectLine: target.value })}
          />
        </Field>
        <Field label={t('case.description')} fault={refused.description}>
          <textarea
            className="field"
            rows={5}
            value={draft.description}
            onChange={({ target }) => set({ description: target.value })}
          />
        </Field>
        {TEXTS.map((field) => (
          <Field key={field} label={t(`case.${field}`)} fault={refused[field]}>
            <input className="field" value={draft[field]} onChange={({ target }) => set({ [field]: target.value })} />
          </Field>
        ))}
        <Field label={t('case.languageField')} fault={refused.language}>
          <input
            className="field"
            value={customer?.language || draft.language}
            disabled={Boolean(customer?.language)}
            title={customer?.language ? t('case.languageKnown') : undefined}
            onChange={({ target }) => set({ language: target.value })}
          />
        </Field>
        <FormFault error={send.error} />
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {t('case.openIt')}
          </Button>
        </div>
      </form>
    </div>
  );
}
