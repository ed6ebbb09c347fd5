import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useCustomer } from '../../api/lists';
import { createOrder, type Order } from '../../api/orders';
import { sendSurely } from '../../api/sure';
import { useSession } from '../../app/session';
import { PageTitle } from '../../components/page-title';
import { useKept } from '../../components/use-kept';
import { emptyOrder, isOrderDraft, type OrderDraft } from '../../lib/order-draft';
import { wallDate } from '../../lib/time';
import { useCustomerCommand } from '../customer/use-customer-command';
import { OrderForm } from './order-form';

/** A new order of a customer; what is typed is kept until it is saved. */
export function NewOrderPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { id = '' } = useParams();
  const { user } = useSession();
  const customer = useCustomer(id);
  const fresh = () =>
    emptyOrder(crypto.randomUUID(), wallDate(Date.now(), user.timeZone), i18n.language === 'zh' ? 'CNY' : 'EUR');
  const [draft, keep] = useKept<OrderDraft>(`new-order:${id}`, fresh(), isOrderDraft);
  const create = useCustomerCommand(
    id,
    async (body: Record<string, unknown>) => {
      const order: Order = await sendSurely(
        (requestId) => createOrder({ ...body, customerId: id }, requestId),
        draft.requestId,
      );
      keep(fresh());
      void navigate(`/orders/${order.id}`);
    },
    () => t('order.created'),
  );
  return (
    <div className="page">
      <p>
        <Link to={`/customers/${id}`}>{customer.data?.displayName ?? t('nav.customers')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{t('order.new')}</PageTitle>
      </div>
      <OrderForm
        draft={draft}
        error={create.error}
        busy={create.isPending}
        submitLabel={t('order.saveDraft')}
        onChange={keep}
        onSubmit={(body) => create.mutate(body)}
        onClose={() => void navigate(`/customers/${id}`)}
      />
    </div>
  );
}
