import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { Obligation, ObligationList } from '../../api/types';
import { Countdown } from '../../components/countdown';
import type { Column } from '../../components/data-table';
import { isRunning, reachedLevel } from '../../lib/process';
import { levelName, nameOf } from '../../lib/wording';

interface Words extends Pick<ObligationList, 'people' | 'customers'> {
  t: TFunction;
  time(iso: string): string;
}

/** What the list tells of a process. */
export function processColumns({ t, time, people, customers }: Words): Column<Obligation>[] {
  return [
    {
      id: 'customer',
      title: t('column.name'),
      cell: ({ id, subject }) => (
        <Link className="row-link" to={`/processes/${encodeURIComponent(id)}`} data-row>
          {nameOf(customers, subject)}
        </Link>
      ),
    },
    { id: 'kind', title: t('process.kind'), cell: ({ kind }) => t(`process.${kind}`, { defaultValue: kind }) },
    { id: 'state', title: t('column.state'), cell: ({ state }) => t(`obligationState.${state}`) },
    { id: 'owner', title: t('column.owner'), cell: ({ ownerId }) => nameOf(people, ownerId) || '–' },
    {
      id: 'due',
      title: t('process.due'),
      cell: (each) =>
        isRunning(each) ? (
          <Countdown dueTime={each.dueTime} openTime={each.openTime} paused={each.paused} />
        ) : (
          time(each.dueTime)
        ),
    },
    {
      id: 'reached',
      title: t('process.reached'),
      cell: (each) => {
        const level = reachedLevel(each);
        return level ? levelName(t, level.id) : '–';
      },
    },
    {
      id: 'next',
      title: t('process.next'),
      cell: ({ nextLevel }) => (nextLevel ? levelName(t, nextLevel.id) : '–'),
    },
  ];
}
