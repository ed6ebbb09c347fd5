import '../../styles/board.css';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Case, type CaseBoard, useCaseBoard } from '../../api/cases';
import { useSession } from '../../app/session';
import { Countdown } from '../../components/countdown';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { RecordChoice } from '../../components/record-choice';
import { useDirectory } from '../../components/use-directory';
import { useFilter } from '../../components/use-filter';
import { useRowKeys } from '../../components/use-row-keys';
import { CASE_LEVELS, countIn, countOf } from '../../lib/case';
import { nobodyWords } from '../../lib/dispatch-words';
import { CASE_STATES } from '../../lib/vocabulary';
import { nameOf } from '../../lib/wording';

/** Open cases by how far their clocks have come, live. */
export function CaseBoardPage() {
  const { t } = useTranslation();
  const { seesOthers } = useSession();
  const page = useRef<HTMLDivElement>(null);
  const [{ team }, change] = useFilter(['team'] as const);
  const { teams } = useDirectory();
  const board = useCaseBoard(team);
  useRowKeys(page);
  return (
    <div className="page page-wide" ref={page}>
      <div className="page-head">
        <PageTitle>{t('case.board')}</PageTitle>
        <Link to="/cases">{t('nav.cases')}</Link>
      </div>
      {seesOthers && (
        <div className="filters">
          <RecordChoice
            label={t('column.team')}
            value={team}
            records={teams}
            onChange={(next) => change({ team: next })}
          />
        </div>
      )}
      <ListState list={board} isEmpty={() => false} empty={['', '']}>
        {(found) => (
          <>
            <States board={found} />
            <div className="board">
              {CASE_LEVELS.map((level) => (
                <LevelColumn key={level} level={level} board={found} />
              ))}
            </div>
            <Longest board={found} />
            {found.agents.length > 0 && <Agents board={found} />}
          </>
        )}
      </ListState>
    </div>
  );
}

function States({ board }: { board: CaseBoard }) {
  const { t } = useTranslation();
  const shown = CASE_STATES.filter((state) => countIn(board, state) > 0);
  return (
    <p className="quiet" role="status">
      {shown.length === 0
        ? t('case.noneOpen')
        : shown.map((state) => `${t(`caseState.${state}`)}: ${countIn(board, state)}`).join(' · ')}
    </p>
  );
}

function LevelColumn({ level, board }: { level: string; board: CaseBoard }) {
  const { t } = useTranslation();
  const heading = useId();
  const cards = board.nearest.filter((found) => found.level === level);
  const count = countOf(board, level);
  return (
    <section className={`column ${cards.length === 0 ? 'column-empty' : ''}`} aria-labelledby={heading}>
      <h2 id={heading}>
        {t(`caseLevel.${level}`)} <span className="count">{count}</span>
      </h2>
      <ul className="cards">
        {cards.map((found) => (
          <CaseCard key={found.id} found={found} board={board} />
        ))}
      </ul>
      {count > cards.length && <Link to={`/cases?level=${level}`}>{t('case.all')}</Link>}
    </section>
  );
}

function CaseCard({ found, board }: { found: Case; board: CaseBoard }) {
  const { t } = useTranslation();
  return (
    <li className="card">
      <Link className="row-link" to={`/cases/${found.id}`} data-row>
        {found.subjectLine}
      </Link>
      <span className="quiet small">
        {[board.customers[found.customerId], t(`casePriority.${found.priority}`)].filter(Boolean).join(' · ')}
      </span>
      <span className="card-foot">
        <span>{found.assigneeId ? nameOf(board.people, found.assigneeId) : nobodyWords(t, found.dispatchReason)}</span>
        {found.dueTime && <Countdown dueTime={found.dueTime} />}
      </span>
    </li>
  );
}

function Longest({ board }: { board: CaseBoard }) {
  const { t } = useTranslation();
  const { time } = useSession();
  if (board.longest.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="longest">
      <h2 id="longest">{t('case.longest')}</h2>
      <ul className="tasks">
        {board.longest.map((found) => (
          <li key={found.id}>
            <Link to={`/cases/${found.id}`}>{found.subjectLine}</Link>
            <span className="quiet">{time(found.startTime)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Agents({ board }: { board: CaseBoard }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="agents">
      <h2 id="agents">{t('case.agents')}</h2>
      <ul className="tasks">
        {board.agents.map(({ repId, openCases, onLeave }) => (
          <li key={repId}>
            <Link to={`/cases?assigneeId=${repId}`}>{nameOf(board.people, repId)}</Link>
            <span className="quiet">
              {t('case.openCases', { count: openCases })}
              {onLeave && ` · ${t('case.onLeave')}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
