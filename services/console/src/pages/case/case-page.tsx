import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type Case, useCase } from '../../api/cases';
import type { People } from '../../api/types';
import { useSession } from '../../app/session';
import { Facts } from '../../components/facts';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { ProblemPanel } from '../../components/problem-panel';
import { useDirectory } from '../../components/use-directory';
import { isOpenCase } from '../../lib/case';
import { dispatchWords } from '../../lib/dispatch-words';
import { languageName } from '../../lib/language-name';
import { nameOf } from '../../lib/wording';
import { CaseActions } from './case-actions';
import { CaseClocks } from './case-clocks';
import { CaseFiles } from './case-files';
import { CaseHistory } from './case-history';
import { CaseNotes } from './case-notes';
import { CaseSurvey } from './case-survey';
import { Duplicates } from './duplicates';

/** One complaint or service request: what it is about, its clocks, what can be done, and what was. */
export function CasePage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const found = useCase(id);
  if (found.isPending) return <LoadingRows rows={8} />;
  if (found.isError) {
    return (
      <>
        <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />
        <p className="center">
          <Link to="/cases">{t('case.back')}</Link>
        </p>
      </>
    );
  }
  const { case: shown, people, customers } = found.data;
  return (
    <div className="page" key={id}>
      <p>
        <Link to="/cases">{t('case.back')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{shown.subjectLine}</PageTitle>
        <span className="stage">{t(`caseState.${shown.state}`)}</span>
      </div>
      <Says found={shown} />
      <CaseActions found={shown} />
      <div className="customer-grid">
        <div className="customer-side">
          <CaseClocks found={shown} />
          {shown.workable && <CaseSurvey found={shown} />}
          {isOpenCase(shown) && <Duplicates found={shown} />}
        </div>
        <div className="customer-main">
          <About found={shown} people={people} customer={customers[shown.customerId]} />
          <CaseNotes caseId={id} />
          <CaseFiles caseId={id} />
          {customers[shown.customerId] !== undefined && <CaseHistory caseId={id} customerId={shown.customerId} />}
        </div>
      </div>
    </div>
  );
}

/** What is particular about where it stands. */
function Says({ found }: { found: Case }) {
  const { t } = useTranslation();
  const { time } = useSession();
  return (
    <>
      {found.waitUntil && <p>{t('case.waitsUntil', { time: time(found.waitUntil), reason: found.waitReason })}</p>}
      {found.mergedInto && (
        <p>
          <Link to={`/cases/${found.mergedInto}`}>{t('case.mergedInto')}</Link>
        </p>
      )}
      {found.mergedFrom.map((each) => (
        <p key={each}>
          <Link to={`/cases/${each}`}>{t('case.mergedFrom')}</Link>
        </p>
      ))}
      {found.linkedCaseId && (
        <p>
          <Link to={`/cases/${found.linkedCaseId}`}>{t('case.followsFrom')}</Link>
        </p>
      )}
    </>
  );
}

function About({ found, people, customer }: { found: Case; people: People; customer: string | undefined }) {
  const { t, i18n } = useTranslation();
  const { time } = useSession();
  const { teamNames } = useDirectory();
  const facts: [string, string][] = [
    [t('case.kind'), found.subtype ? t(`case.${found.subtype}`) : t(`caseKind.${found.kind}`)],
    [t('case.priority'), t(`casePriority.${found.priority}`)],
    [t('case.channel'), t(`caseChannel.${found.channel}`)],
    [t('case.agent'), found.assigneeId ? nameOf(people, found.assigneeId) : t('case.nobody')],
    [t('case.why'), dispatchWords(t, found.dispatchReason)],
    [t('case.language'), languageName(found.language, i18n.language)],
    [t('column.team'), nameOf(teamNames, found.teamId)],
    [t('column.owner'), nameOf(people, found.ownerId)],
    [t('case.requester'), found.requester],
    [t('case.productRef'), found.productRef],
    [t('case.orderRef'), found.orderRef],
    [t('case.skill'), found.skill],
    [t('case.start'), time(found.startTime)],
    [t('case.responded'), found.responseTime ? time(found.responseTime) : ''],
    [t('case.resolved'), found.resolveTime ? time(found.resolveTime) : ''],
    [t('case.closed'), found.closeTime ? time(found.closeTime) : ''],
    [t('case.resolution'), found.resolution],
  ];
  return (
    <section className="panel" aria-labelledby="about">
      <h2 id="about">{t('case.about')}</h2>
      {customer && (
        <p>
          <Link to={`/customers/${found.customerId}`}>{customer}</Link>
        </p>
      )}
      {found.description && <p className="pre">{found.description}</p>}
      <Facts facts={facts} />
    </section>
  );
}
