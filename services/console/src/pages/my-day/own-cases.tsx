import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCasePage } from '../../api/cases';
import { Countdown } from '../../components/countdown';

const SHOWN = 10;

/** The open cases of the reader, the nearest due first; nothing while there are none. */
export function OwnCases({ rep }: { rep: string }) {
  const { t } = useTranslation();
  const heading = useId();
  const list = useCasePage({ assigneeId: rep, openOnly: 'true' }, '', SHOWN);
  const found = list.data?.cases ?? [];
  if (found.length === 0) return null;
  return (
    <section className="panel" aria-labelledby={heading}>
      <h2 id={heading}>{t('case.ownOpen')}</h2>
      <ul className="tasks">
        {found.map(({ id, subjectLine, state, dueTime }) => (
          <li key={id}>
            <span className="task-what">
              <Link to={`/cases/${id}`} data-row>
                {subjectLine}
              </Link>
              <span className="quiet small">{t(`caseState.${state}`)}</span>
            </span>
            {dueTime && <Countdown dueTime={dueTime} />}
          </li>
        ))}
      </ul>
      {list.data?.nextPageToken && <Link to={`/cases?assigneeId=${rep}`}>{t('case.all')}</Link>}
    </section>
  );
}
