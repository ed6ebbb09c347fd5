import '../../styles/dashboard.css';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Dashboard, useDashboard } from '../../api/dashboard';
import { useSession } from '../../app/session';
import { Choice } from '../../components/choice';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { ProblemPanel } from '../../components/problem-panel';
import { RecordChoice } from '../../components/record-choice';
import { useDirectory } from '../../components/use-directory';
import { useRowKeys } from '../../components/use-row-keys';
import { PERIODS } from '../../lib/period';
import { formatTimeOfDay } from '../../lib/time';
import { repsWithin } from '../../lib/tree';
import { FirstContact } from './first-contact';
import { Funnel } from './funnel';
import { OrdersByMonth } from './orders-by-month';
import { PoolMoves } from './pool-moves';
import { useDashboardChoice } from './use-dashboard-choice';
import { WorkFigures } from './work-figures';

/** Figures over everything in scope, each with a way to its records. */
export function DashboardPage() {
  const { t } = useTranslation();
  const { user, seesOthers } = useSession();
  const page = useRef<HTMLDivElement>(null);
  const { shown, asked, chooseTeam, chooseOwner, choosePeriod } = useDashboardChoice();
  const { teams, reps } = useDirectory();
  const dashboard = useDashboard(asked, user.timeZone);
  useRowKeys(page);
  return (
    <div className="page" ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.dashboard')}</PageTitle>
        {dashboard.data && <AsOf {...dashboard.data} />}
      </div>
      <div className="filters">
        {seesOthers && (
          <>
            <RecordChoice label={t('column.team')} value={shown.team} records={teams} onChange={chooseTeam} />
            <RecordChoice
              label={t('team.rep')}
              value={shown.owner}
              records={repsWithin(reps, teams, shown.team)}
              onChange={chooseOwner}
            />
          </>
        )}
        <Choice
          label={t('dashboard.period')}
          value={shown.period}
          options={PERIODS.map((id) => [id, t(`period.${id}`)])}
          onChange={choosePeriod}
        />
      </div>
      {dashboard.isError && <ProblemPanel error={dashboard.error} onRetry={() => void dashboard.refetch()} />}
      {dashboard.isPending && <LoadingRows rows={8} />}
      {dashboard.data && (
        <div className="dashboard" aria-busy={dashboard.isPlaceholderData}>
          <WorkFigures {...dashboard.data} />
          <FirstContact {...dashboard.data.firstContact} />
          <Funnel stages={dashboard.data.funnel} />
          <PoolMoves moves={dashboard.data.poolMoves} />
          <OrdersByMonth {...dashboard.data} />
        </div>
      )}
    </div>
  );
}

/** When the figures were counted. */
function AsOf({ asOf }: Pick<Dashboard, 'asOf'>) {
  const { t, i18n } = useTranslation();
  const { user, timeWithZone } = useSession();
  return (
    <time className="quiet" dateTime={asOf} title={timeWithZone(asOf)}>
      {t('dashboard.asOf', { time: formatTimeOfDay(asOf, i18n.language, user.timeZone) })}
    </time>
  );
}
