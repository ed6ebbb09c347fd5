import '../../styles/rules.css';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useRep } from '../../api/reps';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { ProblemPanel } from '../../components/problem-panel';
import { useDirectory } from '../../components/use-directory';
import { nameOf } from '../../lib/wording';
import { Leaves } from './leaves';
import { RepForm } from './rep-form';

/** What rules know of a rep, and when the rep is away. */
export function RepPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { teamNames, reps } = useDirectory();
  const rep = useRep(id);
  if (rep.isPending) return <LoadingRows rows={6} />;
  if (rep.isError) return <ProblemPanel error={rep.error} onRetry={() => void rep.refetch()} />;
  const editable = reps.some((each) => each.id === id);
  const { displayName, teamId } = rep.data;
  return (
    <div className="page page-narrow" key={id}>
      <p>
        <Link to="/team">{t('repSettings.back')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{displayName}</PageTitle>
        <span className="chip">{nameOf(teamNames, teamId)}</span>
      </div>
      <p>
        <Link to={`/candidacies?rep=${id}`}>{t('why.titleOther', { name: displayName })}</Link>
      </p>
      <RepForm rep={rep.data} editable={editable} />
      <Leaves rep={rep.data} editable={editable} />
    </div>
  );
}
