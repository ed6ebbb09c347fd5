import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { fileContest } from '../../api/registrations';
import { sendSurely } from '../../api/sure';
import { useSession } from '../../app/session';
import { type Evidence, EvidenceFields, NO_EVIDENCE } from '../../components/evidence-fields';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { faultsByField } from '../../lib/problem';

interface Props {
  conflictReference: string;
  onClose(): void;
}

/** Why somebody claims a prospect that is taken, with what shows it. */
export function ContestForm({ conflictReference, onClose }: Props) {
  const { t } = useTranslation();
  const { time } = useSession();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState<Evidence>(NO_EVIDENCE);
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const file = useMutation({
    mutationFn: () => sendSurely((id) => fileContest({ conflictReference, reason, ...evidence }, id), requestId),
    onSuccess: ({ deadline }) => {
      void message.success(t('contest.filed', { time: time(deadline) }));
      void navigate('/contests');
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['lists'] }),
  });
  const faults = faultsByField(file.error);
  const changed = () => setRequestId(crypto.randomUUID());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!file.isPending) file.mutate();
  };
  return (
    <form onSubmit={submit} noValidate aria-label={t('registration.contestIt')}>
      <Field label={t('contest.reason')} fault={faults.reason}>
        <textarea
          className="field"
          rows={3}
          value={reason}
          onChange={({ target }) => {
            setReason(target.value);
            changed();
          }}
        />
      </Field>
      <EvidenceFields
        value={evidence}
        faults={faults}
        onChange={(next) => {
          setEvidence(next);
          changed();
        }}
      />
      <FormFault error={file.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={file.isPending}>
          {t('contest.file')}
        </Button>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
      </div>
    </form>
  );
}
