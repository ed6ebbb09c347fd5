import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCustomerPage } from '../../api/lists';
import { type LookupFilter, useFacets } from '../../api/lookup';
import type { Customer } from '../../api/types';
import { useSession } from '../../app/session';
import { DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { Pager, usePager } from '../../components/pager';
import { useDirectory } from '../../components/use-directory';
import { useFilter } from '../../components/use-filter';
import { useKept } from '../../components/use-kept';
import { useRowKeys } from '../../components/use-row-keys';
import { useSelection } from '../../components/use-selection';
import { ORDERS } from '../../lib/vocabulary';
import { BulkBar } from './bulk-bar';
import { ColumnPicker } from './column-picker';
import { columnsOf, FIRST_COLUMNS, isColumnIds } from './columns';
import { CustomerFilters, FILTER_KEYS } from './customer-filters';
import { NewLeadButton } from './new-lead-button';
import { SavedFilters } from './saved-filters';

const PAGE_SIZE = 50;
/** As many as stay well below the rate limit of one person. */
const MAX_SELECTED = 200;
const idOf = ({ id }: Customer) => id;
const nameOf = ({ displayName }: Customer) => displayName;

/** All customers that the person may see: filtered, sorted, changed together. */
export function CustomersPage() {
  const { t } = useTranslation();
  const { time } = useSession();
  const page = useRef<HTMLDivElement>(null);
  const [values, change] = useFilter(FILTER_KEYS);
  const [chosen, choose] = useKept('customer-columns', FIRST_COLUMNS, isColumnIds);
  const { repNames, teamNames, reps, teams } = useDirectory();
  const { owner: ownerId, team: teamId, sort, ...narrowing } = values;
  const orderBy = ORDERS[sort as keyof typeof ORDERS] ?? '';
  const words: LookupFilter = { ownerId, teamId, ...narrowing };
  const filter = { ...words, orderBy };
  const facets = useFacets(words).data ?? [];
  const pager = usePager(JSON.stringify(filter));
  const list = useCustomerPage(filter, pager.token, PAGE_SIZE);
  const selection = useSelection(idOf, MAX_SELECTED);
  useRowKeys(page);
  return (
    <div className="page" ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.customers')}</PageTitle>
        <div className="page-tools">
          <SavedFilters />
          <ColumnPicker chosen={chosen} onChange={choose} />
          <NewLeadButton />
        </div>
      </div>
      <CustomerFilters values={values} reps={reps} teams={teams} facets={facets} onChange={change} />
      <BulkBar selection={selection} />
      <ListState
        list={list}
        isEmpty={({ customers }) => customers.length === 0}
        empty={[t('list.empty'), t('list.emptyHint')]}
      >
        {({ customers, nextPageToken }) => (
          <>
            <DataTable
              label={t('nav.customers')}
              columns={columnsOf(chosen, { t, reps: repNames, teams: teamNames, time })}
              rows={customers}
              idOf={idOf}
              nameOf={nameOf}
              selection={selection}
              busy={list.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
    </div>
  );
}
