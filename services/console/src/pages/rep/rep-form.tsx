import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { REP_QUERIES, type RepProfile, updateRep } from '../../api/reps';
import { sendSurely } from '../../api/sure';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { useKept } from '../../components/use-kept';
import { faultsByField } from '../../lib/problem';
import { changedValues, conflictsOf, overruling, shownValues, typeInto } from '../../lib/record-draft';
import {
  isRepDraft,
  REP_LISTS,
  REP_NUMBERS,
  type RepDraft,
  type RepField,
  repFaults,
  repValues,
  toRepChange,
} from '../../lib/rep-draft';

/** The settings of a rep that rules go by; what is typed is kept until it is saved or dropped. */
export function RepForm({ rep, editable }: { rep: RepProfile; editable: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [draft, setDraft] = useKept<RepDraft>(`rep-draft:${rep.id}`, {}, isRepDraft);
  const [own, setOwn] = useState<Partial<Record<RepField, string>>>({});
  const record = repValues(rep);
  const values = shownValues(draft, record);
  const changed = changedValues(draft);
  const conflicts = conflictsOf(draft, record);
  const save = useMutation({
    mutationFn: (body: object) => sendSurely((requestId) => updateRep(rep.id, body, { etag: rep.etag, requestId })),
    onSuccess: ({ displayName }) => {
      setDraft({});
      void message.success(t('repSettings.saved', { name: displayName }));
    },
    onSettled: () => queries.invalidateQueries(REP_QUERIES),
  });
  const refused = { ...repFaults(faultsByField(save.error)), ...own };
  const change = (field: RepField, value: string) => {
    setOwn({});
    if (save.isError) save.reset();
    setDraft(typeInto(draft, record, field, value));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { body, faults } = toRepChange(changed);
    setOwn(faults);
    if (save.isPending || Object.keys(faults).length > 0 || Object.keys(body).length === 0) return;
    if (conflicts.length > 0) setDraft(overruling(draft, record));
    save.mutate(body);
  };
  const faultOf = (field: RepField) =>
    conflicts.includes(field) ? t('edit.conflict', { value: record[field] || '–' }) : refused[field];
  const isChanged = Object.keys(draft).length > 0;
  const text = (field: RepField) => (
    <Field key={field} label={t(`repSettings.${field}`)} fault={faultOf(field)}>
      <input
        className="field"
        inputMode={REP_NUMBERS.some((each) => each === field) ? 'decimal' : undefined}
        value={values[field]}
        disabled={!editable}
        onChange={({ target }) => change(field, target.value)}
      />
    </Field>
  );
  return (
    <form className="panel" onSubmit={submit} noValidate aria-label={t('repSettings.terms')}>
      <h2>{t('repSettings.terms')}</h2>
      <div className="edit-fields">{REP_NUMBERS.map(text)}</div>
      {REP_LISTS.map(text)}
      <p>
        <label>
          <input
            type="checkbox"
            checked={values.active === 'true'}
            disabled={!editable}
            onChange={({ target }) => change('active', String(target.checked))}
          />{' '}
          {t('repSettings.active')}
        </label>
      </p>
      <FormFault error={save.error} />
      {editable && (
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!isChanged}>
            {t('repSettings.save')}
          </Button>
          {isChanged && (
            <Button
              onClick={() => {
                setDraft({});
                setOwn({});
                save.reset();
              }}
            >
              {t('edit.drop')}
            </Button>
          )}
          {isChanged && <span className="quiet">{t('edit.draft')}</span>}
        </div>
      )}
    </form>
  );
}
