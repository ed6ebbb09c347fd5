import '../../styles/rules.css';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useRuleSet } from '../../api/rules';
import { isRunning, useWhatIf, type WhatIf } from '../../api/what-ifs';
import { useSession } from '../../app/session';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { ProblemPanel } from '../../components/problem-panel';
import { PublishRules } from '../../components/publish-rules';
import { useRuleWriter } from '../../components/use-rule-writer';
import { progressShare } from '../../lib/what-if';
import { Assumptions } from './assumptions';
import { Changes } from './changes';
import { Figures } from './figures';
import { RepTable } from './rep-table';

/** One what-if: how far it is, and the difference that the rules would have made. */
export function WhatIfPage() {
  const { t } = useTranslation();
  const { time } = useSession();
  const { id = '' } = useParams();
  const job = useWhatIf(id);
  if (job.isPending) return <LoadingRows rows={8} />;
  if (job.isError) return <ProblemPanel error={job.error} onRetry={() => void job.refetch()} />;
  const { ruleSetVersion: version, state, fromTime, toTime, result } = job.data;
  return (
    <div className="page" key={id}>
      <p>
        <Link to="/rules">{t('rules.back')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{t('whatIf.heading', { version })}</PageTitle>
        <div className="page-tools">
          <Publish version={version} />
        </div>
      </div>
      <p className="chips">
        <span className="chip" role="status">
          {t(`whatIfState.${state}`)}
        </span>
        <span className="chip">{t('whatIf.span', { from: time(fromTime), to: time(toTime) })}</span>
        <Link to={`/rules/${version}`}>{t('whatIf.toVersion', { version })}</Link>
      </p>
      {isRunning(job.data) && <Progress job={job.data} />}
      {state === 'WHAT_IF_STATE_FAILED' && (
        <p className="form-fault" role="alert">
          {t('whatIf.failed')}
        </p>
      )}
      {result && (
        <>
          <Figures result={result} />
          {result.leadCount > 0 && <RepTable reps={result.reps} />}
          {result.leadCount > 0 && <Changes id={id} result={result} />}
        </>
      )}
      <Assumptions />
    </div>
  );
}

function Progress({ job }: { job: WhatIf }) {
  const { t } = useTranslation();
  return (
    <section className="panel what-if-progress" aria-label={t('whatIf.progressName')}>
      <progress value={progressShare(job)} max={1} aria-label={t('whatIf.progressName')} />
      <p role="status">
        {job.totalCount > 0 && t('whatIf.progress', { done: job.decidedCount, total: job.totalCount })}
      </p>
      <p className="quiet">{t('whatIf.mayLeave')}</p>
    </section>
  );
}

/** The version that was tried, to be put into force from here. */
function Publish({ version }: { version: number }) {
  const { data } = useRuleSet(version);
  const { inForce, mayWrite } = useRuleWriter(data);
  if (!data || !mayWrite || data.state === 'RULE_SET_STATE_PUBLISHED') return null;
  return <PublishRules ruleSet={data} inForce={inForce?.version} />;
}
