import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useContestPage } from '../../api/registrations';
import { Choice } from '../../components/choice';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { Pager, usePager } from '../../components/pager';
import { useFilter } from '../../components/use-filter';
import { ContestItem } from './contest-item';

const PAGE_SIZE = 25;
const ALL = 'all';

/** Contests: what a manager has to decide, and what became of own ones. Open ones first of all. */
export function ContestsPage() {
  const { t } = useTranslation();
  const [{ show }, change] = useFilter(['show'] as const);
  const pager = usePager(show);
  const list = useContestPage(show === ALL ? '' : 'true', pager.token, PAGE_SIZE);
  return (
    <div className="page">
      <p>
        <Link to="/registrations">{t('registration.back')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{t('contest.title')}</PageTitle>
      </div>
      <div className="filters">
        <Choice
          label={t('column.state')}
          any={t('contest.open')}
          value={show}
          options={[[ALL, t('list.any')]]}
          onChange={(next) => change({ show: next })}
        />
      </div>
      <ListState
        list={list}
        isEmpty={({ contests }) => contests.length === 0}
        empty={[t('contest.none'), t('contest.noneHint')]}
      >
        {({ contests, people, nextPageToken }) => (
          <>
            <ul className="contests" aria-label={t('contest.title')} aria-busy={list.isPlaceholderData}>
              {contests.map((contest) => (
                <ContestItem key={contest.id} contest={contest} people={people} />
              ))}
            </ul>
            <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
    </div>
  );
}
