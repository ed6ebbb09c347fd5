import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useOrderPage } from '../../api/orders';
import type { Customer } from '../../api/types';
import { Amount } from '../../components/amount';

const SHOWN = 5;

/** What the customer has ordered: how much in all, and the newest orders. */
export function Orders({ customer, editable }: { customer: Customer; editable: boolean }) {
  const { t } = useTranslation();
  const newest = useOrderPage({ customerId: customer.id }, '', SHOWN);
  const { orders: summary } = customer;
  const found = newest.data?.orders ?? [];
  return (
    <section className="panel" aria-labelledby="orders">
      <div className="panel-head">
        <h2 id="orders">{t('nav.orders')}</h2>
        {editable && <Link to={`/customers/${customer.id}/orders/new`}>{t('order.new')}</Link>}
      </div>
      {summary && (
        <p className="quiet">
          {t('order.summary', { count: Number(summary.count), date: summary.lastOrderDate })}
          {summary.totals.map((total) => (
            <span key={total.currencyCode}>
              {' · '}
              <Amount of={total} />
            </span>
          ))}
        </p>
      )}
      {newest.isSuccess && found.length === 0 && <p className="quiet">{t('order.noneYet')}</p>}
      <ul className="tasks">
        {found.map(({ id, number, orderDate, state, total }) => (
          <li key={id}>
            <span className="task-what">
              <Link to={`/orders/${id}`}>{number}</Link>
              <span className="quiet small">
                {orderDate} · {t(`orderState.${state}`)}
              </span>
            </span>
            <Amount of={total} />
          </li>
        ))}
      </ul>
      {newest.data?.nextPageToken && <Link to={`/orders?customerId=${customer.id}`}>{t('order.all')}</Link>}
    </section>
  );
}
