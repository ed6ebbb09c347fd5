import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useProcessPage } from '../../api/processes';
import { useSession } from '../../app/session';
import { Choice } from '../../components/choice';
import { DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { Pager, usePager } from '../../components/pager';
import { RecordChoice } from '../../components/record-choice';
import { useDirectory } from '../../components/use-directory';
import { useFilter } from '../../components/use-filter';
import { useRowKeys } from '../../components/use-row-keys';
import { processFilter } from '../../lib/process';
import { OBLIGATION_STATES } from '../../lib/vocabulary';
import { DueChoice } from './due-choice';
import { processColumns } from './process-columns';

const PAGE_SIZE = 50;

/** Everything that has to happen until a time, soonest first. */
export function ProcessesPage() {
  const { t } = useTranslation();
  const { time, user } = useSession();
  const page = useRef<HTMLDivElement>(null);
  const [values, change] = useFilter(['owner', 'team', 'state', 'due', 'after', 'before'] as const);
  const { owner, team, state, due, after, before } = values;
  const { reps, teams } = useDirectory();
  // The moment stays while somebody pages: a page token belongs to its filter.
  const filter = useMemo(
    () => processFilter({ owner, team, state, due, after, before }, Date.now()),
    [owner, team, state, due, after, before],
  );
  const pager = usePager(JSON.stringify(filter));
  const list = useProcessPage(filter, pager.token, PAGE_SIZE);
  useRowKeys(page);
  return (
    <div className="page" ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.processes')}</PageTitle>
        {user.roles.some((role) => ['manager', 'operator', 'admin'].includes(role)) && (
          <Link to="/clocks">{t('clocks.title')}</Link>
        )}
      </div>
      <div className="filters">
        <Choice
          label={t('column.state')}
          any={t('process.running')}
          value={state}
          options={[
            ...OBLIGATION_STATES.map((id) => [id, t(`obligationState.${id}`)] as const),
            ['all', t('list.any')],
          ]}
          onChange={(next) => change({ state: next })}
        />
        <RecordChoice
          label={t('column.owner')}
          value={owner}
          records={reps}
          onChange={(next) => change({ owner: next })}
        />
        <RecordChoice
          label={t('column.team')}
          value={team}
          records={teams}
          onChange={(next) => change({ team: next })}
        />
        <DueChoice {...values} onChange={change} />
      </div>
      <ListState
        list={list}
        isEmpty={({ processes }) => processes.length === 0}
        empty={[t('process.empty'), t('list.emptyHint')]}
      >
        {({ processes, nextPageToken, historiesAvailable, people, customers }) => (
          <>
            {!historiesAvailable && <p className="warning">{t('process.historiesAway')}</p>}
            <DataTable
              label={t('nav.processes')}
              columns={processColumns({ t, time, people, customers })}
              rows={processes}
              idOf={({ obligation }) => obligation.id}
              nameOf={({ obligation: { subject } }) => customers[subject] ?? subject}
              busy={list.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
    </div>
  );
}
