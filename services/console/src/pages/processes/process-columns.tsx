import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { ListedProcess, ProcessList, ProcessSummary } from '../../api/processes';
import { Countdown } from '../../components/countdown';
import type { Column } from '../../components/data-table';
import { isRunning, reachedLevel } from '../../lib/process';
import { clockName, levelName, nameOf } from '../../lib/wording';

interface Words extends Pick<ProcessList, 'people' | 'customers'> {
  t: TFunction;
  time(iso: string): string;
}

/** What the list tells of a process. */
export function processColumns({ t, time, people, customers }: Words): Column<ListedProcess>[] {
  return [
    {
      id: 'customer',
      title: t('column.name'),
      cell: ({ obligation: { id, subject } }) => (
        <Link className="row-link" to={`/processes/${encodeURIComponent(id)}`} data-row>
          {nameOf(customers, subject)}
        </Link>
      ),
    },
    {
      id: 'kind',
      title: t('process.kind'),
      cell: ({ obligation: { kind } }) => clockName(t, kind),
    },
    { id: 'state', title: t('column.state'), cell: ({ obligation: { state } }) => t(`obligationState.${state}`) },
    { id: 'owner', title: t('column.owner'), cell: ({ obligation: { ownerId } }) => nameOf(people, ownerId) || '–' },
    {
      id: 'due',
      title: t('process.due'),
      cell: ({ obligation: each }) =>
        isRunning(each) ? (
          <Countdown dueTime={each.dueTime} openTime={each.openTime} paused={each.paused} />
        ) : (
          time(each.dueTime)
        ),
    },
    {
      id: 'reached',
      title: t('process.reached'),
      cell: ({ obligation }) => {
        const level = reachedLevel(obligation);
        return level ? levelName(t, level.id) : '–';
      },
    },
    {
      id: 'next',
      title: t('process.next'),
      cell: ({ obligation: { nextLevel } }) => (nextLevel ? levelName(t, nextLevel.id) : '–'),
    },
    {
      id: 'attempts',
      title: t('process.attemptsNow'),
      cell: ({ summary }) => (summary ? attemptsOf(summary) : '–'),
    },
  ];

  /** How often what is under way was tried, and why it was not done; a workflow that is no more is named. */
  function attemptsOf({ state, attempts, lastFailure }: ProcessSummary) {
    if (state !== 'PROCESS_STATE_RUNNING') return t(`processState.${state}`);
    if (attempts < 2) return attempts === 1 ? '1' : '–';
    return (
      <>
        {t('process.attempts', { count: attempts })}
        <span className="quiet small mail-notes">{lastFailure}</span>
      </>
    );
  }
}
