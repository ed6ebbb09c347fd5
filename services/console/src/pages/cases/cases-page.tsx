import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCasePage } from '../../api/cases';
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
import { CASE_LEVELS } from '../../lib/case';
import { CASE_KINDS, CASE_PRIORITIES, CASE_STATES } from '../../lib/vocabulary';
import { caseColumns } from './case-columns';

const PAGE_SIZE = 50;
/** Offered beside the states: what somebody has to do something about, and everything. */
const ALL = 'all';
const NEWEST = 'create_time desc';

/** Complaints and service requests, the nearest due first. */
export function CasesPage() {
  const { t } = useTranslation();
  const { user, time } = useSession();
  const page = useRef<HTMLDivElement>(null);
  const [filter, change] = useFilter([
    'show',
    'kind',
    'priority',
    'level',
    'teamId',
    'assigneeId',
    'customerId',
    'orderBy',
  ] as const);
  const { teams, reps } = useDirectory();
  const { show, ...rest } = filter;
  const asked = { ...rest, ...(show === '' ? { openOnly: 'true' } : show === ALL ? {} : { state: show }) };
  const pager = usePager(JSON.stringify(asked));
  const list = useCasePage(asked, pager.token, PAGE_SIZE);
  useRowKeys(page);
  return (
    <div className="page" ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.cases')}</PageTitle>
        <Link to="/cases/board">{t('case.board')}</Link>
        <Link to="/cases/settings">{t('caseSettings.title')}</Link>
      </div>
      <div className="filters">
        <Choice
          label={t('column.state')}
          any={t('case.open')}
          value={show}
          options={[[ALL, t('list.any')], ...CASE_STATES.map((id) => [id, t(`caseState.${id}`)] as const)]}
          onChange={(next) => change({ show: next })}
        />
        <Choice
          label={t('case.kind')}
          any={t('list.any')}
          value={filter.kind}
          options={CASE_KINDS.map((id) => [id, t(`caseKind.${id}`)])}
          onChange={(kind) => change({ kind })}
        />
        <Choice
          label={t('case.priority')}
          any={t('list.any')}
          value={filter.priority}
          options={CASE_PRIORITIES.map((id) => [id, t(`casePriority.${id}`)])}
          onChange={(priority) => change({ priority })}
        />
        <Choice
          label={t('case.level')}
          any={t('list.any')}
          value={filter.level}
          options={CASE_LEVELS.map((id) => [id, t(`caseLevel.${id}`)])}
          onChange={(level) => change({ level })}
        />
        <Choice
          label={t('case.sort')}
          any={t('case.byDue')}
          value={filter.orderBy}
          options={[[NEWEST, t('case.newest')]]}
          onChange={(orderBy) => change({ orderBy })}
        />
        <RecordChoice
          label={t('column.team')}
          value={filter.teamId}
          records={teams}
          onChange={(teamId) => change({ teamId })}
        />
        <RecordChoice
          label={t('case.agent')}
          value={filter.assigneeId}
          records={reps}
          onChange={(assigneeId) => change({ assigneeId })}
        />
        {user.rep && filter.assigneeId !== user.rep && (
          <button type="button" className="link" onClick={() => change({ assigneeId: user.rep as string })}>
            {t('case.mine')}
          </button>
        )}
      </div>
      <ListState list={list} isEmpty={({ cases }) => cases.length === 0} empty={[t('case.none'), t('case.noneHint')]}>
        {({ cases, nextPageToken, ...names }) => (
          <>
            <DataTable
              label={t('nav.cases')}
              columns={caseColumns(t, names, time)}
              rows={cases}
              idOf={({ id }) => id}
              nameOf={({ subjectLine }) => subjectLine}
              busy={list.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
    </div>
  );
}
