import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useCustomer } from '../../api/lists';
import { type Order, type OrderLine, updateOrder, useOrder } from '../../api/orders';
import { sendSurely } from '../../api/sure';
import { useSession } from '../../app/session';
import { Amount } from '../../components/amount';
import { type Column, DataTable } from '../../components/data-table';
import { Facts } from '../../components/facts';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { ProblemPanel } from '../../components/problem-panel';
import { useKept } from '../../components/use-kept';
import { draftOf, isOrderDraft, type OrderDraft, toPercent } from '../../lib/order-draft';
import { useCustomerCommand } from '../customer/use-customer-command';
import { OrderForm } from '../new-order/order-form';
import { OrderActions } from './order-actions';
import { Shipments } from './shipments';

/** One order: what was ordered, where it stands, what has left. */
export function OrderPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { user, isManager, isPartner } = useSession();
  const order = useOrder(id);
  const customer = useCustomer(order.data?.customerId ?? '');
  const [editing, setEditing] = useState(false);
  if (order.isPending) return <LoadingRows rows={8} />;
  if (order.isError) return <ProblemPanel error={order.error} onRetry={() => void order.refetch()} />;
  const found = order.data;
  const editable = isManager || (Boolean(user.rep) && found.ownerId === user.rep && !isPartner);
  return (
    <div className="page">
      <p>
        <Link to="/orders">{t('order.back')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{t('order.title', { number: found.number })}</PageTitle>
        <span className="stage">{t(`orderState.${found.state}`)}</span>
      </div>
      {editable && !editing && <OrderActions order={found} onEdit={() => setEditing(true)} />}
      {editing ? <Edit order={found} onClose={() => setEditing(false)} /> : <Lines order={found} />}
      <section className="panel" aria-label={t('order.terms')}>
        <p>
          <Link to={`/customers/${found.customerId}`}>{customer.data?.displayName ?? found.customerId}</Link>
        </p>
        <Facts
          facts={[
            [t('order.date'), found.orderDate],
            [t('order.requiredDate'), found.requiredDate],
            [t('order.externalRef'), found.externalRef],
            [t('order.cancelReason'), found.cancelReason],
            [t('order.note'), found.note],
          ]}
        />
      </section>
      <Shipments order={found} editable={editable} />
    </div>
  );
}

function Lines({ order }: { order: Order }) {
  const { t } = useTranslation();
  const columns: Column<OrderLine>[] = [
    { id: 'product', title: t('order.product'), cell: ({ productName, productId }) => productName || productId },
    { id: 'quantity', title: t('order.quantity'), numeric: true, cell: ({ quantity }) => quantity },
    { id: 'price', title: t('order.unitPrice'), numeric: true, cell: ({ unitPrice }) => <Amount of={unitPrice} /> },
    { id: 'discount', title: t('order.discount'), numeric: true, cell: ({ discount }) => toPercent(discount) || '–' },
    { id: 'amount', title: t('order.amount'), numeric: true, cell: ({ amount }) => <Amount of={amount} /> },
    { id: 'shipped', title: t('order.shippedQuantity'), numeric: true, cell: ({ shippedQuantity }) => shippedQuantity },
  ];
  return (
    <>
      <DataTable
        label={t('order.lines')}
        columns={columns}
        rows={order.lines}
        idOf={({ number }) => String(number)}
        nameOf={({ productName }) => productName}
      />
      <p className="order-total">
        {t('order.total')}: <Amount of={order.total} />
      </p>
    </>
  );
}

function Edit({ order, onClose }: { order: Order; onClose(): void }) {
  const { t } = useTranslation();
  const [draft, keep] = useKept<OrderDraft>(
    `order:${order.id}:${order.etag}`,
    draftOf(order, crypto.randomUUID()),
    isOrderDraft,
  );
  const save = useCustomerCommand(
    order.customerId,
    ({ currencyCode: _, ...body }: Record<string, unknown>) =>
      sendSurely((requestId) => updateOrder(order.id, body, { etag: order.etag, requestId }), draft.requestId),
    () => t('order.saved', { number: order.number }),
  );
  return (
    <OrderForm
      draft={draft}
      fixedCurrency
      error={save.error}
      busy={save.isPending}
      submitLabel={t('order.save')}
      onChange={keep}
      onSubmit={(body) => save.mutate(body, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
