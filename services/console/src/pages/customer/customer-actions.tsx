import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assignLead, convertLead, markLost, moveToPool, returnLead } from '../../api/commands';
import type { Customer } from '../../api/types';
import { useSession } from '../../app/session';
import { Ask } from '../../components/ask';
import { RepSelect } from '../../components/rep-select';
import { usePoolNames } from '../../components/use-pool-names';
import { useCustomerCommand } from './use-customer-command';

type Asked = 'convert' | 'lost' | 'return' | 'move' | 'assign';

/** What changes the fate of a lead; each is asked once more. */
export function CustomerActions({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const { isManager, isPartner, user } = useSession();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const isLead = customer.state === 'CUSTOMER_STATE_LEAD';
  const owned = Boolean(customer.ownership?.ownerId);
  const isMine = owned && customer.ownership?.ownerId === user.rep;
  return (
    <>
      {isLead && owned && <Button onClick={() => setAsked('convert')}>{t('customer.convert')}</Button>}
      {isManager && <Button onClick={() => setAsked('assign')}>{t('customer.assign')}</Button>}
      {isLead && isMine && !isPartner && <Button onClick={() => setAsked('return')}>{t('customer.returnIt')}</Button>}
      {isLead && isManager && <Button onClick={() => setAsked('move')}>{t('customer.move')}</Button>}
      {isLead && <Button onClick={() => setAsked('lost')}>{t('customer.lost')}</Button>}
      {asked === 'convert' && <Convert customer={customer} onClose={close} />}
      {asked === 'return' && <Return customer={customer} onClose={close} />}
      {asked === 'move' && <Move customer={customer} onClose={close} />}
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

/** A question whose answer is a reason in words. */
function AskWhy(props: {
  title: string;
  question: string;
  busy: boolean;
  ready?: boolean;
  onReason(reason: string): void;
  onClose(): void;
  children?: ReactNode;
}) {
  const { title, question, busy, ready = true, onReason, onClose, children } = props;
  const [reason, setReason] = useState('');
  return (
    <Ask
      title={title}
      busy={busy}
      ready={ready && reason.trim() !== ''}
      onClose={onClose}
      onOk={() => onReason(reason.trim())}
    >
      {children}
      <label className="stacked">
        <span>{question}</span>
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

function Return({ customer, onClose }: AskProps) {
  const { t } = useTranslation();
  const name = customer.displayName;
  const cycle = customer.ownership?.cycle ?? 0;
  const run = useCustomerCommand<string>(
    customer.id,
    (reason) => returnLead(customer.id, cycle, reason),
    () => t('customer.returned', { name }),
  );
  return (
    <AskWhy
      title={t('customer.returnIt')}
      question={t('customer.returnAsk', { name })}
      busy={run.isPending}
      onReason={(reason) => run.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

function Move({ customer, onClose }: AskProps) {
  const { t } = useTranslation();
  const { pools, nameOf } = usePoolNames();
  const [poolId, setPoolId] = useState('');
  const run = useCustomerCommand<string>(
    customer.id,
    (reason) => moveToPool(customer.id, poolId, reason),
    () => t('customer.moved', { name: customer.displayName, pool: nameOf(poolId) }),
  );
  return (
    <AskWhy
      title={t('customer.move')}
      question={t('customer.moveAsk')}
      busy={run.isPending}
      ready={poolId !== ''}
      onReason={(reason) => run.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    >
      <label className="stacked">
        <span>{t('customer.moveTo')}</span>
        <select className="field" value={poolId} onChange={({ target }) => setPoolId(target.value)}>
          <option value="">{t('followUp.choose')}</option>
          {pools
            .filter(({ id }) => id !== customer.ownership?.poolId)
            .map(({ id }) => (
              <option key={id} value={id}>
                {nameOf(id)}
              </option>
            ))}
        </select>
      </label>
    </AskWhy>
  );
}

function Lose({ customer, onClose }: AskProps) {
  const { t } = useTranslation();
  const name = customer.displayName;
  const run = useCustomerCommand<string>(
    customer.id,
    (reason) => markLost(customer.id, reason),
    () => t('customer.lostDone', { name }),
  );
  return (
    <AskWhy
      title={t('customer.lost')}
      question={t('customer.lostAsk')}
      busy={run.isPending}
      onReason={(reason) => run.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    />
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
