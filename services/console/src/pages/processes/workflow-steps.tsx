import { useTranslation } from 'react-i18next';
import { type Process, type ProcessStep, useProcess } from '../../api/processes';
import { useSession } from '../../app/session';
import { Countdown } from '../../components/countdown';
import { LoadingRows } from '../../components/loading-rows';
import { ProblemPanel } from '../../components/problem-panel';
import { levelName } from '../../lib/wording';

/** What the workflow did, try by try, and what it does next. */
export function WorkflowSteps({ id }: { id: string }) {
  const { t } = useTranslation();
  const process = useProcess(id);
  return (
    <section className="panel" aria-labelledby="steps">
      <div className="panel-head">
        <h2 id="steps">{t('process.steps')}</h2>
        {process.data && <span className="chip">{t(`processState.${process.data.state}`)}</span>}
      </div>
      {process.isPending && <LoadingRows rows={4} />}
      {process.isError && <ProblemPanel error={process.error} onRetry={() => void process.refetch()} />}
      {process.data && <Story process={process.data} />}
    </section>
  );
}

function Story({ process }: { process: Process }) {
  const { t } = useTranslation();
  const { state, next, steps, stepsCut, runs, workflowId } = process;
  if (state === 'PROCESS_STATE_NO_HISTORY') return <p className="quiet">{t('process.noHistory')}</p>;
  const fault = steps[0]?.kind === 'STEP_KIND_FAULT' ? steps[0] : undefined;
  return (
    <>
      {fault && (
        <p className="form-fault" role="alert">
          {t('process.codeFails', { failure: fault.lastFailure })}
        </p>
      )}
      {next && <Next next={next} />}
      <ol className="timeline">
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no ids of their own and are only added in front.
          <Step key={steps.length - index} step={step} />
        ))}
      </ol>
      {stepsCut && <p className="quiet">{t('process.stepsCut', { count: steps.length })}</p>}
      <p className="quiet small">{t('process.workflow', { id: workflowId, count: runs.length })}</p>
    </>
  );
}

/** What is open now, with its clock. */
function Next({ next: { step, levelId } }: { next: NonNullable<Process['next']> }) {
  const { t } = useTranslation();
  const level = levelId && levelName(t, levelId);
  const waits = step.kind === 'STEP_KIND_TIMER';
  return (
    <div className="running">
      <div className="running-head">
        <strong>
          {waits
            ? t('process.waitsFor', { level: level || t('process.aTime') })
            : t('process.calls', { name: nameOf(t, step) })}
        </strong>
        {step.dueTime && <Countdown dueTime={step.dueTime} openTime={step.startTime} />}
      </div>
      {step.attempts > 1 && (
        <p className="warning">{t('process.trying', { count: step.attempts, failure: step.lastFailure })}</p>
      )}
    </div>
  );
}

function Step({ step }: { step: ProcessStep }) {
  const { t } = useTranslation();
  const { time, timeWithZone } = useSession();
  const { state, startTime, endTime, attempts, lastFailure, dueTime } = step;
  const open = state === 'STEP_STATE_OPEN';
  const bad = state === 'STEP_STATE_FAILED';
  const tone = bad ? 'bad' : open ? 'work' : 'plain';
  const facts = [
    t(`stepState.${state}`),
    attempts > 1 && t('process.attempts', { count: attempts }),
    open && dueTime && t('process.dueAt', { time: time(dueTime) }),
  ];
  return (
    <li className={`entry entry-${tone}`}>
      <div className="entry-head">
        <span>
          {nameOf(t, step)} <span className="quiet">{facts.filter(Boolean).join(' · ')}</span>
        </span>
        <time className="quiet" dateTime={startTime} title={timeWithZone(startTime)}>
          {time(endTime ?? startTime)}
        </time>
      </div>
      {lastFailure !== '' && <p className="entry-content">{lastFailure}</p>}
    </li>
  );
}

/** A step in words; a name that nobody has described yet is shown as it is. */
const nameOf = (t: ReturnType<typeof useTranslation>['t'], { kind, name }: ProcessStep): string =>
  t(`step.${kind}.${name}`, { defaultValue: t(`step.${kind}.other`, { name, defaultValue: name }) });
