import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWhatIfPage, type WhatIf } from '../../api/what-ifs';
import { useSession } from '../../app/session';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { Pager, usePager } from '../../components/pager';

const PAGE_SIZE = 10;

/** What was tried on the past, newest first. */
export function WhatIfs() {
  const { t } = useTranslation();
  const { time } = useSession();
  const pager = usePager('what-ifs');
  const list = useWhatIfPage(pager.token, PAGE_SIZE, true);
  const columns: Column<WhatIf>[] = [
    {
      id: 'version',
      title: t('rules.versions'),
      cell: ({ id, ruleSetVersion }) => (
        <Link className="row-link" to={`/rules/what-ifs/${id}`} data-row>
          {t('rules.version', { version: ruleSetVersion })}
        </Link>
      ),
    },
    { id: 'state', title: t('rules.state'), cell: ({ state }) => t(`whatIfState.${state}`) },
    {
      id: 'period',
      title: t('whatIf.period'),
      cell: ({ fromTime, toTime }) => t('whatIf.span', { from: time(fromTime), to: time(toTime) }),
    },
    {
      id: 'changed',
      title: t('whatIf.changed'),
      numeric: true,
      cell: ({ result }) => result?.changedCount ?? '–',
    },
    {
      id: 'unassigned',
      title: t('whatIf.unassigned'),
      numeric: true,
      cell: ({ result }) =>
        result ? t('whatIf.beforeAfter', { before: result.unassignedBefore, after: result.unassignedAfter }) : '–',
    },
    { id: 'tried', title: t('whatIf.tried'), cell: ({ createTime }) => time(createTime) },
  ];
  return (
    <section className="below" aria-labelledby="what-ifs">
      <h2 id="what-ifs">{t('whatIf.earlier')}</h2>
      <ListState
        list={list}
        isEmpty={({ whatIfs }) => whatIfs.length === 0}
        empty={[t('whatIf.none'), t('whatIf.noneHint')]}
      >
        {({ whatIfs, nextPageToken }) => (
          <>
            <DataTable
              label={t('whatIf.earlier')}
              columns={columns}
              rows={whatIfs}
              idOf={({ id }) => id}
              nameOf={({ ruleSetVersion }) => t('rules.version', { version: ruleSetVersion })}
              busy={list.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
    </section>
  );
}
