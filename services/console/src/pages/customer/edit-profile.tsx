import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import type { FormEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { updateCustomer } from '../../api/commands';
import { ApiError } from '../../api/http';
import { sendSurely } from '../../api/sure';
import type { Customer } from '../../api/types';
import { FormFault } from '../../components/form-fault';
import { ProfileFields } from '../../components/profile-fields';
import { useKept } from '../../components/use-kept';
import { faultsByField } from '../../lib/problem';
import { PROFILE_FIELDS, type ProfileField, profileValues, toProfileInput } from '../../lib/profile-fields';
import {
  changedValues,
  conflictsOf,
  isRecordDraft,
  overruling,
  type RecordDraft,
  shownValues,
  typeInto,
} from '../../lib/record-draft';

type ProfileDraft = RecordDraft<ProfileField>;
const isProfileDraft = (value: unknown): value is ProfileDraft =>
  isRecordDraft(value) && Object.keys(value).every((field) => (PROFILE_FIELDS as readonly string[]).includes(field));

/** Changes what is known of a customer. What is typed is kept until it is saved or dropped. */
export function EditProfile({ customer, onClose }: { customer: Customer; onClose(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [draft, setDraft] = useKept<ProfileDraft>(`profile-draft:${customer.id}`, {}, isProfileDraft);
  const record = profileValues(customer);
  const values = shownValues(draft, record);
  const changed = changedValues(draft);
  const conflicts = conflictsOf(draft, record);
  const save = useMutation({
    mutationFn: (askFirst: boolean) =>
      sendSurely((requestId) =>
        updateCustomer(customer.id, { body: toProfileInput(changed), askFirst }, { etag: customer.etag, requestId }),
      ),
    onSuccess: () => {
      setDraft({});
      void message.success(t('edit.saved'));
      onClose();
    },
    onSettled: () =>
      Promise.all(
        [['customer', customer.id], ['lists'], ['my-day']].map((queryKey) => queries.invalidateQueries({ queryKey })),
      ),
  });
  const asks = save.error instanceof ApiError && save.error.code === 'POSSIBLE_DUPLICATE';
  const faults = faultsByField(save.error);
  const change = (field: ProfileField, value: string) => {
    setDraft(typeInto(draft, record, field, value));
    if (save.isError) save.reset();
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (save.isPending) return;
    if (Object.keys(changed).length === 0) return onClose();
    if (conflicts.length > 0) setDraft(overruling(draft, record));
    save.mutate(!asks);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  const faultOf = (field: ProfileField) => {
    if (!conflicts.includes(field)) return faults[field];
    return t('edit.conflict', { value: record[field] || '–' });
  };
  return (
    <Modal open title={t('edit.title')} footer={null} width={720} onCancel={onClose}>
      <form className="edit" onSubmit={submit} onKeyDown={onKeyDown} noValidate>
        <ProfileFields values={values} faultOf={faultOf} onChange={change} />
        <FormFault error={save.error} />
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t(asks ? 'edit.saveAllTheSame' : 'edit.save')}
          </Button>
          {Object.keys(draft).length > 0 && (
            <Button
              onClick={() => {
                setDraft({});
                save.reset();
              }}
            >
              {t('edit.drop')}
            </Button>
          )}
          <span className="quiet">{t(Object.keys(draft).length > 0 ? 'edit.draft' : 'edit.hint')}</span>
        </div>
      </form>
    </Modal>
  );
}
