import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logFollowUp } from '../../api/commands';
import { useSession } from '../../app/session';
import { FilePicker } from '../../components/attachments/file-picker';
import { useUploads } from '../../components/attachments/use-uploads';
import { FollowUpFields } from '../../components/follow-up-fields';
import { FormFault } from '../../components/form-fault';
import { changeDraft, type Draft, dropDraft, emptyDraft, keepDraft, loadDraft } from '../../lib/draft';
import { type DraftFaults, draftFaults, toFollowUpInput } from '../../lib/follow-up-input';
import { faultsByField } from '../../lib/problem';

const newId = (): string => crypto.randomUUID();

/** Records what was done with the customer; what is typed is kept until it is recorded. */
export function FollowUpForm({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => loadDraft(localStorage, customerId, newId()));
  const uploads = useUploads();
  const [missing, setMissing] = useState<DraftFaults>({});
  const send = useMutation({
    mutationFn: () => logFollowUp(customerId, toFollowUpInput(draft, user.timeZone), draft.requestId),
    onSuccess: ({ id: followUpId }) => {
      uploads.sendTo({ followUpId });
      dropDraft(localStorage, customerId);
      setDraft(emptyDraft(newId()));
      void message.success(t('followUp.saved'));
      return Promise.all([
        queries.invalidateQueries({ queryKey: ['customer', customerId] }),
        queries.invalidateQueries({ queryKey: ['my-day'] }),
      ]);
    },
  });
  const change = (part: Partial<Draft>) => {
    const next = changeDraft(draft, part, newId());
    setDraft(next);
    setMissing({});
    keepDraft(localStorage, customerId, next);
    if (send.isError) send.reset();
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (send.isPending) return;
    const faults = draftFaults(draft);
    setMissing(faults);
    if (Object.keys(faults).length === 0) send.mutate();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  const refused = faultsByField(send.error);
  const faultOf = (field: keyof DraftFaults) => (missing[field] ? t(missing[field]) : refused[field]);
  const typed = draft.content !== '' || draft.outcome !== '' || draft.nextStep !== '';
  return (
    <form
      className="panel follow-up"
      onSubmit={submit}
      onKeyDown={onKeyDown}
      onPaste={uploads.onPaste}
      noValidate
      aria-labelledby="follow-up-title"
    >
      <h2 id="follow-up-title">{t('followUp.title')}</h2>
      <FollowUpFields draft={draft} faultOf={faultOf} onChange={change} when={t('followUp.when')} />
      <FilePicker uploads={uploads} />
      <FormFault error={send.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('followUp.submit')}
        </Button>
        <span className="quiet">{typed ? t('followUp.draft') : t('followUp.hint')}</span>
      </div>
    </form>
  );
}
