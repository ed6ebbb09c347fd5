import '../../styles/rules.css';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useRuleSet } from '../../api/rules';
import { useSession } from '../../app/session';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { ProblemPanel } from '../../components/problem-panel';
import { emptyRuleSet, newRule, ruleSetDraftOf } from '../../lib/rule-draft';
import { RuleEditor } from './rule-editor';

/** A new draft, from nothing or from a version. */
export function RuleEditorPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const [params] = useSearchParams();
  const from = Number(params.get('from') ?? 0);
  const source = useRuleSet(from, from > 0);
  const fresh = () => {
    const requestId = crypto.randomUUID();
    if (source.data) return ruleSetDraftOf(source.data, requestId);
    const first = newRule(crypto.randomUUID(), [], t('rules.newRuleId'));
    return { ...emptyRuleSet(requestId, user.team ?? ''), rules: [first] };
  };
  return (
    <div className="page">
      <p>
        <Link to="/rules">{t('rules.back')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{from > 0 ? t('rules.editTitle', { version: from }) : t('rules.newTitle')}</PageTitle>
      </div>
      {from > 0 && source.isPending && <LoadingRows rows={6} />}
      {source.isError && <ProblemPanel error={source.error} onRetry={() => void source.refetch()} />}
      {(from === 0 || source.data) && <RuleEditor key={from} name={`rules-draft:${from}`} fresh={fresh} />}
    </div>
  );
}
