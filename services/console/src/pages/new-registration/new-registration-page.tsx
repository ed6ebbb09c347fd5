import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ApiError } from '../../api/http';
import { registerProspect } from '../../api/registrations';
import { sendSurely } from '../../api/sure';
import { useSession } from '../../app/session';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { PageTitle } from '../../components/page-title';
import { RepSelect } from '../../components/rep-select';
import { useKept } from '../../components/use-kept';
import { faultsByField } from '../../lib/problem';
import { wireName } from '../../lib/profile-fields';
import {
  emptyRegistration,
  isRegistrationDraft,
  PROSPECT_FIELDS,
  type RegistrationDraft,
  toProspect,
} from '../../lib/registration-draft';
import { Conflict } from './conflict';

/** A new registration; a conflict is shown beside the form with what can be done about it. */
export function NewRegistrationPage() {
  const { t, i18n } = useTranslation();
  const { user, isManager } = useSession();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const fresh = () => emptyRegistration(crypto.randomUUID(), i18n.language === 'zh' ? 'CNY' : 'EUR');
  const [draft, keep] = useKept<RegistrationDraft>('new-registration', fresh(), isRegistrationDraft);
  const [registrantId, setRegistrantId] = useState('');
  const [own, setOwn] = useState<Record<string, string>>({});
  const create = useMutation({
    mutationFn: (body: Record<string, unknown>) =>
      sendSurely((requestId) => registerProspect(body, requestId), draft.requestId),
    onSuccess: ({ id, prospect }) => {
      keep(fresh());
      void message.success(t('registration.created', { name: prospect.displayName }));
      void navigate(`/registrations/${id}`);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['lists'] }),
  });
  const faults = { ...faultsByField(create.error), ...own };
  const problem = create.error instanceof ApiError ? create.error : undefined;
  const conflict = problem?.code === 'REGISTRATION_CONFLICT';
  const change = (part: Partial<RegistrationDraft>) => {
    setOwn({});
    keep({ ...draft, ...part, requestId: crypto.randomUUID() });
    if (create.isError) create.reset();
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (create.isPending) return;
    const { body, faults: found } = toProspect(draft);
    setOwn(found);
    if (Object.keys(found).length === 0) create.mutate({ ...body, ...(registrantId ? { registrantId } : {}) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  const line = (key: 'amount' | 'currencyCode' | 'expectedCloseDate', fault: string, type = 'text') => (
    <Field label={t(`registration.${key}`)} fault={faults[fault]}>
      <input
        className="field"
        type={type}
        value={draft[key]}
        inputMode={key === 'amount' ? 'decimal' : undefined}
        onChange={({ target }) =>
          change({
            [key]: key === 'currencyCode' ? target.value.toUpperCase() : target.value,
          } as Partial<RegistrationDraft>)
        }
      />
    </Field>
  );
  return (
    <div className="page">
      <p>
        <Link to="/registrations">{t('registration.back')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{t('registration.new')}</PageTitle>
      </div>
      <div className="new-lead">
        <form className="panel" onSubmit={submit} onKeyDown={onKeyDown} noValidate aria-label={t('registration.new')}>
          <div className="edit-fields">
            {PROSPECT_FIELDS.map((field) => (
              <Field key={field} label={t(`field.${wireName(field)}`)} fault={faults[field]}>
                <input
                  className="field"
                  value={draft.values[field]}
                  aria-invalid={Boolean(faults[field])}
                  onChange={({ target }) => change({ values: { ...draft.values, [field]: target.value } })}
                />
              </Field>
            ))}
            {line('amount', 'expectedAmount.minorUnits')}
            {line('currencyCode', 'expectedAmount.currencyCode')}
            {line('expectedCloseDate', 'expectedCloseDate', 'date')}
          </div>
          <Field label={t('registration.note')} fault={faults.note}>
            <textarea
              className="field"
              rows={3}
              value={draft.note}
              onChange={({ target }) => change({ note: target.value })}
            />
          </Field>
          {isManager && (
            <RepSelect
              value={registrantId}
              except={user.rep}
              label={t('registration.forWhom')}
              none={user.rep ? t('registration.forMe') : undefined}
              onChange={(repId) => {
                setRegistrantId(repId);
                change({});
              }}
            />
          )}
          {!conflict && (
            <FormFault error={create.error}>
              {problem?.metadata.registration_id && (
                <Link to={`/registrations/${problem.metadata.registration_id}`}>{t('registration.openOwn')}</Link>
              )}
            </FormFault>
          )}
          <div className="form-foot">
            <Button type="primary" htmlType="submit" loading={create.isPending}>
              {t('registration.register')}
            </Button>
            <span className="quiet">{t('registration.hint')}</span>
          </div>
        </form>
        <Conflict key={draft.requestId} error={create.error} name={draft.values.displayName} />
      </div>
    </div>
  );
}
