import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePools } from '../../api/pools';
import type { Pool } from '../../api/types';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { useDirectory } from '../../components/use-directory';
import { usePoolNames } from '../../components/use-pool-names';
import { useRowKeys } from '../../components/use-row-keys';
import { isDefaultPool } from '../../lib/pool-names';
import { nameOf } from '../../lib/wording';
import { ClosePool } from './close-pool';
import { PoolForm } from './pool-form';

const NEW = 'new';

/** The pools that a manager keeps: what each is for, and on what terms. */
export function PoolSettingsPage() {
  const { t } = useTranslation();
  const page = useRef<HTMLDivElement>(null);
  const { teams, teamNames } = useDirectory();
  const { nameOf: poolNameOf } = usePoolNames();
  const list = usePools();
  const [edited, setEdited] = useState<Pool | typeof NEW>();
  const [closing, setClosing] = useState<Pool>();
  useRowKeys(page);
  const mine = new Set(teams.map(({ id }) => id));
  const rows = (pools: Pool[]) => pools.filter(({ teamId }) => mine.has(teamId));
  const columns: Column<Pool>[] = [
    { id: 'name', title: t('pool.name'), cell: ({ id }) => poolNameOf(id) },
    { id: 'team', title: t('pool.team'), cell: ({ teamId }) => nameOf(teamNames, teamId) },
    {
      id: 'for',
      title: t('pool.isFor'),
      cell: ({ regions, productLines }) => [...regions, ...productLines].join(', ') || t('pool.everything'),
    },
    { id: 'leads', title: t('pool.leads'), numeric: true, cell: ({ leadCount }) => leadCount },
    {
      id: 'edit',
      title: '',
      cell: (pool) => (
        <>
          <Button
            size="small"
            data-row
            onClick={() => setEdited(pool)}
            aria-label={t('pool.edit', { name: poolNameOf(pool.id) })}
          >
            {t('pool.editIt')}
          </Button>{' '}
          {!isDefaultPool(pool) && (
            <Button
              size="small"
              onClick={() => setClosing(pool)}
              aria-label={t('pool.close', { name: poolNameOf(pool.id) })}
            >
              {t('pool.closeIt')}
            </Button>
          )}
        </>
      ),
    },
  ];
  return (
    <div className="page" ref={page}>
      <p>
        <Link to="/pool">{t('pool.back')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{t('pool.settings')}</PageTitle>
        <Button type="primary" onClick={() => setEdited(NEW)}>
          {t('pool.new')}
        </Button>
      </div>
      {edited && (
        <PoolForm
          key={edited === NEW ? NEW : edited.id}
          pool={edited === NEW ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      {closing && <ClosePool pool={closing} onClose={() => setClosing(undefined)} />}
      <ListState list={list} isEmpty={(pools) => rows(pools).length === 0} empty={[t('pool.none'), t('pool.noneHint')]}>
        {(pools) => (
          <DataTable
            label={t('pool.settings')}
            columns={columns}
            rows={rows(pools)}
            idOf={({ id }) => id}
            nameOf={({ id }) => poolNameOf(id)}
          />
        )}
      </ListState>
    </div>
  );
}
