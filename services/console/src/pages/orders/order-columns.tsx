import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { Order, OrderPage } from '../../api/orders';
import { Amount } from '../../components/amount';
import type { Column } from '../../components/data-table';
import { nameOf } from '../../lib/wording';

/** What a list tells of an order. */
export const orderColumns = (
  t: TFunction,
  { people, customers }: Pick<OrderPage, 'people' | 'customers'>,
): Column<Order>[] => [
  {
    id: 'number',
    title: t('order.number'),
    cell: ({ id, number }) => (
      <Link className="row-link" to={`/orders/${id}`} data-row>
        {number}
      </Link>
    ),
  },
  {
    id: 'customer',
    title: t('column.name'),
    cell: ({ customerId }) => <Link to={`/customers/${customerId}`}>{nameOf(customers, customerId)}</Link>,
  },
  { id: 'date', title: t('order.date'), cell: ({ orderDate }) => orderDate },
  { id: 'state', title: t('column.state'), cell: ({ state }) => t(`orderState.${state}`) },
  { id: 'total', title: t('order.total'), numeric: true, cell: ({ total }) => <Amount of={total} /> },
  { id: 'owner', title: t('column.owner'), cell: ({ ownerId }) => nameOf(people, ownerId) || '–' },
];
