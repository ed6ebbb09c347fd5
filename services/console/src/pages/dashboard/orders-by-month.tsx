import { useTranslation } from 'react-i18next';
import type { Dashboard, MonthOfOrders } from '../../api/dashboard';
import { Amount } from '../../components/amount';
import { type Column, DataTable } from '../../components/data-table';
import { formatCount } from '../../lib/count';
import { type CurrencyOrders, ordersByCurrency } from '../../lib/orders-by-currency';
import { formatMonth } from '../../lib/time';
import { FigureLink } from './figure-link';
import { MonthChart } from './month-chart';

/** Orders of the last twelve months, each currency by itself: a chart and the same as a table. */
export function OrdersByMonth({ orders, asOf }: Pick<Dashboard, 'orders' | 'asOf'>) {
  const { t } = useTranslation();
  const currencies = ordersByCurrency(orders, Date.parse(asOf));
  return (
    <section className="panel dashboard-wide" aria-labelledby="orders-by-month">
      <h2 id="orders-by-month">{t('dashboard.orders')}</h2>
      {currencies.length === 0 && <p className="quiet">{t('dashboard.noOrders')}</p>}
      {currencies.map((of) => (
        <InCurrency key={of.currencyCode} {...of} />
      ))}
    </section>
  );
}

function InCurrency({ currencyCode, months, bars }: CurrencyOrders) {
  const { t, i18n } = useTranslation();
  const nameOf = ({ month }: MonthOfOrders) => formatMonth(month, i18n.language, 'long');
  const columns: Column<MonthOfOrders>[] = [
    {
      id: 'month',
      title: t('dashboard.month'),
      cell: (each) => (
        <FigureLink className="row-link" records={each.records}>
          {nameOf(each)}
        </FigureLink>
      ),
    },
    {
      id: 'count',
      title: t('nav.orders'),
      numeric: true,
      cell: ({ count }) => formatCount(count, i18n.language),
    },
    { id: 'total', title: t('order.total'), numeric: true, cell: ({ total }) => <Amount of={total} /> },
  ];
  return (
    <>
      <h3>{currencyCode}</h3>
      <div className="months">
        <MonthChart bars={bars} />
        <DataTable
          label={t('dashboard.ordersIn', { currency: currencyCode })}
          columns={columns}
          rows={months}
          idOf={({ month }) => month}
          nameOf={nameOf}
        />
      </div>
    </>
  );
}
