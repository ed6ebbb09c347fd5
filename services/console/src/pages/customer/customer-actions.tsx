import { Button, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assignLead, convertLead, markLost, returnLead } from '../../api/commands';
import { useReps } from '../../api/queries';
import type { Customer } from '../../api/types';
import { useSession } from '../../app/session';
import { useCustomerCommand } from './use-customer-command';

type Asked = 'convert' | 'lost' | 'return' | 'assign';

/** What changes the fate of a lead; each is asked once more. */
export function CustomerActions({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const { isManager } = useSession();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const isLead = customer.state === 'CUSTOMER_STATE_LEAD';
  const owned = Boolean(customer.ownership?.ownerId);
  return (
    <>
      {isLead && owned && <Button onClick={() => setAsked('convert')}>{t('customer.convert')}</Button>}
      {isManager && <Button onClick={() => setAsked('assign')}>{t('customer.assign')}</Button>}
      {isLead && owned && <Button onClick={() => setAsked('return')}>{t('customer.returnIt')}</Button>}
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

function Ask(props: {
  title: string;
  busy: boolean;
  ready?: boolean;
  onOk(): void;
  onClose(): void;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { title, busy, ready = true, onOk, onClose, children } = props;
  return (
    <Modal
      open
      title={title}
      onOk={onOk}
      onCancel={onClose}
      cancelText={t('app.cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: !ready }}
      okText={title}
    >
      {children}
    </Modal>
  );
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
  const reps = useReps('', true);
  const [repId, setRepId] = useState('');
  const name = customer.displayName;
  const owner = reps.data?.reps.find(({ id }) => id === repId)?.displayName ?? repId;
  const run = useCustomerCommand(
    customer.id,
    () => assignLead(customer.id, repId),
    () => t('customer.assigned', { name, owner }),
  );
  return (
    <Ask
      title={t('customer.assign')}
      busy={run.isPending}
      ready={repId !== ''}
      onClose={onClose}
      onOk={() => run.mutate(undefined, { onSuccess: onClose })}
    >
      <label className="stacked">
        <span>{t('customer.assignTo')}</span>
        <select className="field" value={repId} onChange={({ target }) => setRepId(target.value)}>
          <option value="">{t('followUp.choose')}</option>
          {reps.data?.reps
            .filter(({ id, active }) => active && id !== customer.ownership?.ownerId)
            .map(({ id, displayName }) => (
              <option key={id} value={id}>
                {displayName}
              </option>
            ))}
        </select>
      </label>
    </Ask>
  );
}
