import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useCustomer, useObligation } from '../../api/lists';
import type { Obligation } from '../../api/types';
import { useSession } from '../../app/session';
import { ClockLevels } from '../../components/clock-levels';
import { Countdown } from '../../components/countdown';
import { Facts } from '../../components/facts';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { ProblemPanel } from '../../components/problem-panel';
import { useDirectory } from '../../components/use-directory';
import { isRunning } from '../../lib/process';
import { clockName, levelName, nameOf } from '../../lib/wording';
import { Recorded } from './recorded';
import { WorkflowSteps } from './workflow-steps';

/** One process: where it stands, what was recorded, what comes next. */
export function ProcessPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const process = useObligation(id);
  const customer = useCustomer(process.data?.subject ?? '');
  if (process.isPending) return <LoadingRows rows={6} />;
  if (process.isError) return <ProblemPanel error={process.error} onRetry={() => void process.refetch()} />;
  const obligation = process.data;
  const name = customer.data?.displayName ?? obligation.subject;
  return (
    <div className="page" key={id}>
      <p>
        <Link to="/processes">{t('process.back')}</Link>
      </p>
      <header className="customer-head">
        <div className="customer-title">
          <PageTitle>{`${clockName(t, obligation.kind)} · ${name}`}</PageTitle>
          <p className="chips">
            <span className="chip">{t(`obligationState.${obligation.state}`)}</span>
            <Link className="chip" to={`/customers/${obligation.subject}`}>
              {t('process.toCustomer', { name })}
            </Link>
          </p>
        </div>
        {isRunning(obligation) && (
          <Countdown dueTime={obligation.dueTime} openTime={obligation.openTime} paused={obligation.paused} />
        )}
      </header>
      <div className="customer-grid">
        <div className="customer-side">
          <Standing obligation={obligation} />
        </div>
        <div className="customer-main">
          <section className="panel" aria-labelledby="levels">
            <h2 id="levels">{t('process.levels')}</h2>
            <ClockLevels levels={obligation.levels} withRecipients />
          </section>
          <WorkflowSteps id={id} />
          <Recorded obligation={obligation} />
        </div>
      </div>
    </div>
  );
}

function Standing({ obligation }: { obligation: Obligation }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const { repNames, teamNames } = useDirectory();
  const { nextLevel, openTime, dueTime, closeTime, ownerId, teamId, cycle, policyId, policyVersion, calendarId } =
    obligation;
  const facts: [string, string][] = [
    [
      t('process.next'),
      nextLevel ? t('process.nextAt', { level: levelName(t, nextLevel.id), time: time(nextLevel.dueTime) }) : '–',
    ],
    [t('column.owner'), nameOf(repNames, ownerId)],
    [t('column.team'), nameOf(teamNames, teamId)],
    [t('process.cycle'), String(cycle)],
    [t('process.opened'), time(openTime)],
    [t('process.due'), time(dueTime)],
    [t('process.closed'), closeTime ? time(closeTime) : ''],
    [t('process.policy'), t('process.version', { id: policyId, version: policyVersion })],
    [t('process.calendar'), calendarId],
  ];
  return (
    <section className="panel" aria-labelledby="standing">
      <h2 id="standing">{t('process.standing')}</h2>
      <Facts facts={facts} />
      {obligation.beyondHolidayData && <p className="warning">{t('customer.beyondHolidays')}</p>}
    </section>
  );
}
