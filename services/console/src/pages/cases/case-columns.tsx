import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { Case, CasePage } from '../../api/cases';
import { Countdown } from '../../components/countdown';
import type { Column } from '../../components/data-table';
import { nobodyWords } from '../../lib/dispatch-words';
import { nameOf } from '../../lib/wording';

/** What a list tells of a case. */
export const caseColumns = (
  t: TFunction,
  { people, customers }: Pick<CasePage, 'people' | 'customers'>,
  time: (iso: string) => string,
): Column<Case>[] => [
  {
    id: 'subject',
    title: t('case.subjectLine'),
    cell: ({ id, subjectLine }) => (
      <Link className="row-link" to={`/cases/${id}`} data-row>
        {subjectLine}
      </Link>
    ),
  },
  { id: 'customer', title: t('case.customer'), cell: ({ customerId }) => customers[customerId] ?? '–' },
  { id: 'kind', title: t('case.kind'), cell: ({ kind }) => t(`caseKind.${kind}`) },
  { id: 'state', title: t('column.state'), cell: ({ state }) => t(`caseState.${state}`) },
  { id: 'priority', title: t('case.priority'), cell: ({ priority }) => t(`casePriority.${priority}`) },
  { id: 'level', title: t('case.level'), cell: ({ level }) => t(`caseLevel.${level}`) },
  {
    id: 'agent',
    title: t('case.agent'),
    cell: ({ assigneeId, dispatchReason }) =>
      assigneeId ? nameOf(people, assigneeId) : nobodyWords(t, dispatchReason),
  },
  {
    id: 'due',
    title: t('case.due'),
    cell: (found) => (found.dueTime ? <Countdown dueTime={found.dueTime} paused={isPaused(found)} /> : '–'),
  },
  { id: 'start', title: t('case.start'), cell: ({ startTime }) => time(startTime) },
];

/** Whether every running clock stands still. */
const isPaused = ({ clocks }: Case): boolean => {
  const running = clocks.filter(({ closeTime }) => !closeTime);
  return running.length > 0 && running.every(({ paused }) => paused);
};
