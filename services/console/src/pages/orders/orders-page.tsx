import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useOrderPage } from '../../api/orders';
import { Choice } from '../../components/choice';
import { DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { Pager, usePager } from '../../components/pager';
import { RecordChoice } from '../../components/record-choice';
import { useDirectory } from '../../components/use-directory';
import { useFilter } from '../../components/use-filter';
import { useRowKeys } from '../../components/use-row-keys';
import { ORDER_STATES } from '../../lib/vocabulary';
import { orderColumns } from './order-columns';

const PAGE_SIZE = 50;
const FILTER_KEYS = [
  'state',
  'countedOnly',
  'currencyCode',
  'teamId',
  'ownerId',
  'customerId',
  'fromDate',
  'beforeDate',
] as const;
/** Offered beside the states: all that are counted in totals. */
const COUNTED = 'counted';

/** Orders, newest first; a date filter names whole days, its end is not part of it. */
export function OrdersPage() {
  const { t } = useTranslation();
  const page = useRef<HTMLDivElement>(null);
  const [values, change] = useFilter(FILTER_KEYS);
  const { countedOnly, currencyCode } = values;
  const { teams, reps } = useDirectory();
  const pager = usePager(JSON.stringify(values));
  const list = useOrderPage(values, pager.token, PAGE_SIZE);
  useRowKeys(page);
  const dateFilter = (key: 'fromDate' | 'beforeDate') => (
    <label className="choice">
      <span>{t(`order.${key}`)}</span>
      <input
        className="field"
        type="date"
        value={values[key]}
        onChange={({ target }) => change({ [key]: target.value })}
      />
    </label>
  );
  return (
    <div className="page" ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.orders')}</PageTitle>
        <Link to="/products">{t('product.title')}</Link>
      </div>
      <div className="filters">
        <Choice
          label={t('column.state')}
          any={t('list.any')}
          value={countedOnly === 'true' ? COUNTED : values.state}
          options={[...ORDER_STATES.map((id) => [id, t(`orderState.${id}`)] as const), [COUNTED, t('order.counted')]]}
          onChange={(next) =>
            change(next === COUNTED ? { state: '', countedOnly: 'true' } : { state: next, countedOnly: '' })
          }
        />
        {currencyCode !== '' && (
          <Choice
            label={t('order.currencyCode')}
            any={t('list.any')}
            value={currencyCode}
            options={[[currencyCode, currencyCode]]}
            onChange={(next) => change({ currencyCode: next })}
          />
        )}
        <RecordChoice
          label={t('column.team')}
          value={values.teamId}
          records={teams}
          onChange={(teamId) => change({ teamId })}
        />
        <RecordChoice
          label={t('column.owner')}
          value={values.ownerId}
          records={reps}
          onChange={(ownerId) => change({ ownerId })}
        />
        {dateFilter('fromDate')}
        {dateFilter('beforeDate')}
      </div>
      <ListState
        list={list}
        isEmpty={({ orders }) => orders.length === 0}
        empty={[t('order.none'), t('order.noneHint')]}
      >
        {(found) => (
          <>
            <DataTable
              label={t('nav.orders')}
              columns={orderColumns(t, found)}
              rows={found.orders}
              idOf={({ id }) => id}
              nameOf={({ number }) => number}
              busy={list.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={found.nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
    </div>
  );
}
