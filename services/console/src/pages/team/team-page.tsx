import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Rep } from '../../api/types';
import { useWorkload } from '../../api/workload';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { RecordChoice } from '../../components/record-choice';
import { useDirectory } from '../../components/use-directory';
import { useFilter } from '../../components/use-filter';
import { useRowKeys } from '../../components/use-row-keys';
import { isAway } from '../../lib/tree';
import { nameOf } from '../../lib/wording';

const NO_LOAD = { overdue: 0, due: 0 };

/** The reps of a manager's teams: what each holds and what waits for each. */
export function TeamPage() {
  const { t } = useTranslation();
  const page = useRef<HTMLDivElement>(null);
  const [{ team }, change] = useFilter(['team'] as const);
  const { teams, teamNames, reps: seen } = useDirectory();
  const workload = useWorkload();
  useRowKeys(page);
  const { reps = [], loads, complete = true } = workload.data ?? {};
  const shown = seen.filter(({ teamId }) => team === '' || teamId === team);
  const fresh = new Map(reps.map((rep) => [rep.id, rep]));
  const rows = shown.map((rep) => fresh.get(rep.id) ?? rep);
  const counted = (count: number) => (complete || count === 0 ? String(count) : t('day.more', { count }));
  const stateOf = (rep: Rep) => {
    if (!rep.active) return t('team.inactive');
    return t(isAway(rep, Date.now()) ? 'team.away' : 'team.atWork');
  };
  const loadOf = ({ id }: Rep) => loads?.get(id) ?? NO_LOAD;
  const columns: Column<Rep>[] = [
    {
      id: 'name',
      title: t('team.rep'),
      cell: ({ id, displayName }) => (
        <Link className="row-link" to={`/customers?owner=${id}`} data-row>
          {displayName}
        </Link>
      ),
    },
    { id: 'team', title: t('column.team'), cell: ({ teamId }) => nameOf(teamNames, teamId) },
    { id: 'state', title: t('column.state'), cell: stateOf },
    { id: 'open', title: t('team.openLeads'), numeric: true, cell: ({ openLeads }) => openLeads },
    {
      id: 'overdue',
      title: t('day.overdue'),
      numeric: true,
      cell: (rep) => {
        const { overdue } = loadOf(rep);
        if (overdue === 0) return 0;
        return (
          <Link className="cell-link clock-overdue" to={`/processes?owner=${rep.id}&due=overdue`}>
            {counted(overdue)}
          </Link>
        );
      },
    },
    { id: 'due', title: t('day.due'), numeric: true, cell: (rep) => counted(loadOf(rep).due) },
    {
      id: 'handover',
      title: t('nav.handovers'),
      cell: ({ id, displayName, active, openLeads }) => (
        <Link
          className={active || openLeads === 0 ? 'cell-link' : 'cell-link clock-overdue'}
          to={`/handovers/new?from=${id}`}
          aria-label={t('team.handOverName', { name: displayName })}
        >
          {t('team.handOver')}
        </Link>
      ),
    },
    {
      id: 'settings',
      title: '',
      cell: ({ id, displayName }) => (
        <Link className="cell-link" to={`/team/${id}`} aria-label={t('repSettings.openName', { name: displayName })}>
          {t('repSettings.open')}
        </Link>
      ),
    },
  ];
  return (
    <div className="page" ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.team')}</PageTitle>
      </div>
      <div className="filters">
        <RecordChoice
          label={t('column.team')}
          value={team}
          records={teams}
          onChange={(next) => change({ team: next })}
        />
      </div>
      <ListState list={workload} isEmpty={() => rows.length === 0} empty={[t('team.empty'), t('team.emptyHint')]}>
        {() => (
          <>
            <DataTable
              label={t('nav.team')}
              columns={columns}
              rows={rows}
              idOf={({ id }) => id}
              nameOf={({ displayName }) => displayName}
            />
            <p className="quiet table-note">{t(complete ? 'team.note' : 'team.noteIncomplete')}</p>
          </>
        )}
      </ListState>
    </div>
  );
}
