import { Button } from 'antd';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useReach } from '../../app/reach';
import { useSession } from '../../app/session';
import { FollowUpFields } from '../../components/follow-up-fields';
import { FormFault } from '../../components/form-fault';
import { faultsByField } from '../../lib/problem';
import {
  errorOf,
  isOpen,
  type VisitDraft,
  type VisitFaults,
  type VisitPatch,
  visitFaults,
} from '../../lib/visit-draft';
import { SEND_VISITS } from '../../lib/visit-runner';
import { CopyVisit } from './copy-visit';
import { CustomerField } from './customer-field';
import { useVisitDraft } from './use-visit-draft';

interface Props {
  draft: VisitDraft;
  /** Nothing of it is kept yet. */
  isNew: boolean;
  onBegun(): void;
}

/** Codes of a refusal that the words of the draft cannot mend. */
const LOST = ['CUSTOMER_NOT_FOUND', 'NOT_OWNER', 'LEAD_CLOSED', 'LEAD_LOST', 'PERMISSION_DENIED'];

/** Writes a visit down; every change is kept on this device at once. */
export function VisitForm({ draft: kept, isNew, onBegun }: Props) {
  const { t } = useTranslation();
  const { isManager, user } = useSession();
  const navigate = useNavigate();
  const online = useReach();
  const { draft, problem, change, finish } = useVisitDraft(kept, isNew, onBegun);
  const [missing, setMissing] = useState<VisitFaults>({});
  const open = isOpen(draft);
  const onChange = (patch: VisitPatch) => {
    setMissing({});
    change(patch);
  };
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    const faults = visitFaults(draft, Date.now());
    setMissing(faults);
    if (Object.keys(faults).length > 0 || !open || !(await finish())) return;
    window.dispatchEvent(new Event(SEND_VISITS));
    void navigate('/visits');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
  };
  const refusal = errorOf(draft);
  const refused = faultsByField(refusal);
  const faultOf = (field: keyof VisitFaults) => (missing[field] ? t(missing[field]) : refused[field]);
  return (
    <form className="panel follow-up" onSubmit={submit} onKeyDown={onKeyDown} noValidate aria-label={t('visits.form')}>
      {draft.state === 'waiting' && !open && <p className="warning">{t('visits.frozen')}</p>}
      <CustomerField
        id={draft.customerId}
        name={draft.customerName}
        fault={faultOf('customer') ?? refused.customerId}
        disabled={!open}
        offers={(customer) => isManager || customer.ownership?.ownerId === user.rep}
        onChange={onChange}
      />
      <FollowUpFields
        draft={draft.fields}
        faultOf={faultOf}
        onChange={(fields) => onChange({ fields })}
        when={t('visits.whenIn', { zone: draft.zone })}
        disabled={!open}
      />
      <FormFault error={problem ?? refusal}>{refusal && LOST.includes(refusal.code) && t('visits.lost')}</FormFault>
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={!open}>
          {t(online ? 'visits.finish' : 'visits.finishLater')}
        </Button>
        <CopyVisit draft={draft} />
        <span className="quiet" role="status">
          {problem ? t('visits.notKept') : t(kept.revision > 1 || !isNew ? 'visits.kept' : 'visits.keptHint')}
        </span>
      </div>
      <p className="quiet small">{t('visits.noFiles')}</p>
    </form>
  );
}
