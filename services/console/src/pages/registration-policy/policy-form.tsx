import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RegistrationPolicy, updateRegistrationPolicy } from '../../api/registrations';
import { sendSurely } from '../../api/sure';
import { useSession } from '../../app/session';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { useKept } from '../../components/use-kept';
import {
  isPolicyDraft,
  POLICY_FIELDS,
  type PolicyDraft,
  type PolicyField,
  policyFaults,
  policyTexts,
  toPolicy,
} from '../../lib/policy-draft';
import { faultsByField } from '../../lib/problem';
import { changedValues, conflictsOf, overruling, shownValues, typeInto } from '../../lib/record-draft';

/** The terms of registrations; what is typed is kept until it is saved or dropped. */
export function PolicyForm({ policy }: { policy: RegistrationPolicy }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { user } = useSession();
  const queries = useQueryClient();
  const [draft, setDraft] = useKept<PolicyDraft>('registration-policy-draft', {}, isPolicyDraft);
  const [own, setOwn] = useState<Partial<Record<PolicyField, string>>>({});
  const record = policyTexts(policy);
  const values = shownValues(draft, record);
  const conflicts = conflictsOf(draft, record);
  const editable = user.roles.includes('admin');
  const isChanged = Object.keys(draft).length > 0;
  const save = useMutation({
    mutationFn: (body: object) =>
      sendSurely((requestId) => updateRegistrationPolicy(body, { etag: policy.etag, requestId })),
    onSuccess: () => {
      setDraft({});
      void message.success(t('registrationPolicy.saved'));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['lists'] }),
  });
  const refused = { ...policyFaults(faultsByField(save.error)), ...own };
  const clear = () => {
    setOwn({});
    if (save.isError) save.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { body, faults } = toPolicy(policy, changedValues(draft));
    setOwn(faults);
    if (save.isPending || !isChanged || Object.keys(faults).length > 0) return;
    if (conflicts.length > 0) setDraft(overruling(draft, record));
    save.mutate(body);
  };
  return (
    <form className="panel" onSubmit={submit} noValidate aria-label={t('registrationPolicy.title')}>
      {POLICY_FIELDS.map((field) => (
        <Field
          key={field}
          label={t(`registrationPolicy.${field}`)}
          fault={conflicts.includes(field) ? t('edit.conflict', { value: record[field] }) : refused[field]}
        >
          <input
            className="field"
            inputMode="decimal"
            value={values[field]}
            disabled={!editable}
            onChange={({ target }) => {
              clear();
              setDraft(typeInto(draft, record, field, target.value));
            }}
          />
        </Field>
      ))}
      <FormFault error={save.error} />
      {editable ? (
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!isChanged}>
            {t('registrationPolicy.save')}
          </Button>
          {isChanged && (
            <Button
              onClick={() => {
                setDraft({});
                clear();
              }}
            >
              {t('edit.drop')}
            </Button>
          )}
          {isChanged && <span className="quiet">{t('edit.draft')}</span>}
        </div>
      ) : (
        <p className="quiet">{t('registrationPolicy.askAdmin')}</p>
      )}
    </form>
  );
}
