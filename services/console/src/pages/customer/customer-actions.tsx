import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assignLead, convertLead, markLost, returnLead } from '../../api/commands';
import type { Customer } from '../../api/types';
import { useSession } from '../../app/session';
import { Ask } from '../../components/ask';
import { RepSelect } from '../../components/rep-select';
import { useCustomerCommand } from './use-customer-command';

type Asked = 'convert' | 'lost' | 'return' | 'assign';

/** What changes the fate of a lead; each is asked once more. */
export function CustomerActions({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const { isManager, isPartner } = useSession();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const isLead = customer.state === 'CUSTOMER_STATE_LEAD';
  const owned = Boolean(customer.ownership?.ownerId);
  return (
    <>
      {isLead && owned && <Button onClick={() => setAsked('convert')}>{t('customer.convert')}</Button>}
      {isManager && <Button onClick={() => setAsked('assign')}>{t('customer.assign')}</Button>}
      {isLead && owned && !isPartner && <Button onClick={() => setAsked('return')}>{t('customer.returnIt')}</Button>}
      {isLead && <Button onClick={() => setAsked('lost')}>{t('customer.lost')}</Button>}
      {asked === 'convert' && <Convert customer={customer} onClose={close} />}
      {asked === 'return' && <Return customer={customer} onClose={close} />}
      {asked === 'lost' && <Lose customer={customer} onClose={close} />}
      {asked === 'assign' && <Assign customer={customer} onClose={close} />}
    </>
  );
}

interface AskProps {
  customer: Customer;
  onClose(): void;
}

function Convert({ customer, onClose }: AskProps) {
  const { t } = useTranslation();
  const name = customer.displayName;
  const run = useCustomerCommand(
    customer.id,
    () => convertLead(customer.id),
    () => t('customer.converted', { name }),
  );
  return (
    <Ask
      title={t('customer.convert')}
      busy={run.isPending}
      onClose={onClose}
      onOk={() => run.mutate(undefined, { onSettled: onClose })}
    >
      <p>{t('customer.convertAsk', { name })}</p>
    </Ask>
  );
}

function Return({ customer, onClose }: AskProps) {
  const { t } = useTranslation();
  const name = customer.displayName;
  const cycle = customer.ownership?.cycle ?? 0;
  const run = useCustomerCommand(
    customer.id,
    () => returnLead(customer.id, cycle),
    () => t('customer.returned', { name }),
  );
  return (
    <Ask
      title={t('customer.returnIt')}
      busy={run.isPending}
      onClose={onClose}
      onOk={() => run.mutate(undefined, { onSettled: onClose })}
    >
      <p>{t('customer.returnAsk', { name })}</p>
    </Ask>
  );
}

function Lose({ customer, onClose }: AskProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const name = customer.displayName;
  const run = useCustomerCommand(
    customer.id,
    () => markLost(customer.id, reason.trim()),
    () => t('customer.lostDone', { name }),
  );
  const ready = reason.trim() !== '';
  return (
    <Ask
      title={t('customer.lost')}
      busy={run.isPending}
      ready={ready}
      onClose={onClose}
      onOk={() => run.mutate(undefined, { onSuccess: onClose })}
    >
      <label className="stacked">
        <span>{t('customer.lostAsk')}</span>
        <textarea
          className="field"
          rows={3}
          maxLength={500}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
    </Ask>
  );
}

function Assign({ customer, onClose }: AskProps) {
  const { t } = useTranslation();
  const [rep, setRep] = useState({ id: '', name: '' });
  const run = useCustomerCommand(
    customer.id,
    () => assignLead(customer.id, rep.id),
    () => t('customer.assigned', { name: customer.displayName, owner: rep.name }),
  );
  return (
    <Ask
      title={t('customer.assign')}
      busy={run.isPending}
      ready={rep.id !== ''}
      onClose={onClose}
      onOk={() => run.mutate(undefined, { onSuccess: onClose })}
    >
      <RepSelect value={rep.id} except={customer.ownership?.ownerId} onChange={(id, name) => setRep({ id, name })} />
    </Ask>
  );
}
