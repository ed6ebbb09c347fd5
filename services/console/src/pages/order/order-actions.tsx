import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelOrder, confirmOrder, type Order, shipOrder } from '../../api/orders';
import { Ask } from '../../components/ask';
import { useOrderCommand } from './use-order-command';

const SHIPPABLE = ['ORDER_STATE_CONFIRMED', 'ORDER_STATE_PARTLY_SHIPPED'];
const CANCELLABLE = ['ORDER_STATE_DRAFT', 'ORDER_STATE_CONFIRMED'];

interface Props {
  order: Order;
  onEdit(): void;
}

/** What leads an order on, as its state allows. */
export function OrderActions({ order, onEdit }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<'ship' | 'cancel'>();
  const close = () => setAsked(undefined);
  const confirm = useOrderCommand(
    order,
    (requestId) => confirmOrder(order.id, requestId),
    () => t('order.confirmed', { number: order.number }),
  );
  const isDraft = order.state === 'ORDER_STATE_DRAFT';
  return (
    <div className="customer-actions">
      {isDraft && (
        <Button type="primary" loading={confirm.isPending} onClick={() => confirm.mutate()}>
          {t('order.confirm')}
        </Button>
      )}
      {isDraft && <Button onClick={onEdit}>{t('order.edit')}</Button>}
      {SHIPPABLE.includes(order.state) && <Button onClick={() => setAsked('ship')}>{t('order.ship')}</Button>}
      {CANCELLABLE.includes(order.state) && <Button onClick={() => setAsked('cancel')}>{t('order.cancel')}</Button>}
      {asked === 'ship' && <Ship order={order} onClose={close} />}
      {asked === 'cancel' && <Cancel order={order} onClose={close} />}
    </div>
  );
}

interface AskProps {
  order: Order;
  onClose(): void;
}

function Ship({ order, onClose }: AskProps) {
  const { t } = useTranslation();
  const [shipment, setShipment] = useState({ carrier: '', trackingNumber: '' });
  const run = useOrderCommand(
    order,
    (requestId) => shipOrder(order.id, shipment, requestId),
    () => t('order.shipped', { number: order.number }),
  );
  const field = (key: keyof typeof shipment) => (
    <label className="stacked">
      <span>{t(`order.${key}`)}</span>
      <input
        className="field"
        value={shipment[key]}
        onChange={({ target }) => setShipment({ ...shipment, [key]: target.value })}
      />
    </label>
  );
  return (
    <Ask
      title={t('order.ship')}
      busy={run.isPending}
      onClose={onClose}
      onOk={() => run.mutate(undefined, { onSuccess: onClose })}
    >
      <p>{t('order.shipAsk')}</p>
      {field('carrier')}
      {field('trackingNumber')}
    </Ask>
  );
}

function Cancel({ order, onClose }: AskProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const run = useOrderCommand(
    order,
    (requestId) => cancelOrder(order.id, reason.trim(), requestId),
    () => t('order.cancelled', { number: order.number }),
  );
  return (
    <Ask
      title={t('order.cancel')}
      busy={run.isPending}
      ready={reason.trim() !== ''}
      onClose={onClose}
      onOk={() => run.mutate(undefined, { onSuccess: onClose })}
    >
      <label className="stacked">
        <span>{t('order.cancelAsk')}</span>
        <textarea className="field" rows={3} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
    </Ask>
  );
}
