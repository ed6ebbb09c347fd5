import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Product, useProductPage } from '../../api/products';
import { useSession } from '../../app/session';
import { Amount } from '../../components/amount';
import { Choice } from '../../components/choice';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { Pager, usePager } from '../../components/pager';
import { useFilter } from '../../components/use-filter';
import { useRowKeys } from '../../components/use-row-keys';
import { ProductForm } from './product-form';

const PAGE_SIZE = 50;
const NEW = 'new';

/** The catalogue, by article number; an administrator keeps it. */
export function ProductsPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const page = useRef<HTMLDivElement>(null);
  const [{ orderableOnly }, change] = useFilter(['orderableOnly'] as const);
  const [edited, setEdited] = useState<Product | typeof NEW>();
  const pager = usePager(orderableOnly);
  const list = useProductPage(orderableOnly, pager.token, PAGE_SIZE);
  useRowKeys(page);
  const keeps = user.roles.includes('admin');
  const columns: Column<Product>[] = [
    { id: 'name', title: t('product.displayName'), cell: ({ displayName }) => displayName },
    { id: 'id', title: t('product.id'), cell: ({ id }) => id },
    { id: 'category', title: t('product.category'), cell: ({ category }) => category || '–' },
    { id: 'unit', title: t('product.unit'), cell: ({ unit }) => unit || '–' },
    { id: 'price', title: t('product.price'), numeric: true, cell: ({ listPrice }) => <Amount of={listPrice} /> },
    {
      id: 'state',
      title: t('column.state'),
      cell: ({ discontinued }) => t(discontinued ? 'product.isDiscontinued' : 'product.orderable'),
    },
  ];
  const edit: Column<Product> = {
    id: 'edit',
    title: '',
    cell: (product) => (
      <Button
        size="small"
        data-row
        onClick={() => setEdited(product)}
        aria-label={t('product.edit', { name: product.displayName })}
      >
        {t('order.edit')}
      </Button>
    ),
  };
  return (
    <div className="page" ref={page}>
      <p>
        <Link to="/orders">{t('order.back')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{t('product.title')}</PageTitle>
        {keeps && (
          <Button type="primary" onClick={() => setEdited(NEW)}>
            {t('product.new')}
          </Button>
        )}
      </div>
      {edited && (
        <ProductForm
          key={edited === NEW ? NEW : edited.id}
          product={edited === NEW ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      <div className="filters">
        <Choice
          label={t('column.state')}
          any={t('list.any')}
          value={orderableOnly}
          options={[['true', t('product.orderable')]]}
          onChange={(next) => change({ orderableOnly: next })}
        />
      </div>
      <ListState
        list={list}
        isEmpty={({ products }) => products.length === 0}
        empty={[t('product.none'), t(keeps ? 'product.noneHint' : 'product.askAdmin')]}
      >
        {({ products, nextPageToken }) => (
          <>
            <DataTable
              label={t('product.title')}
              columns={keeps ? [...columns, edit] : columns}
              rows={products}
              idOf={({ id }) => id}
              nameOf={({ displayName }) => displayName}
              busy={list.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
    </div>
  );
}
