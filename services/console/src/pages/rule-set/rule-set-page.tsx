import '../../styles/rules.css';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { type RuleSet, useRuleSet } from '../../api/rules';
import { useSession } from '../../app/session';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { ProblemPanel } from '../../components/problem-panel';
import { PublishRules } from '../../components/publish-rules';
import { RuleSays } from '../../components/rule-says';
import { useDirectory } from '../../components/use-directory';
import { useRuleWriter } from '../../components/use-rule-writer';
import { writeRuleFile } from '../../lib/rule-file';
import { saveFile } from '../../lib/save-file';
import { nameOf } from '../../lib/wording';
import { TryRules } from './try-rules';

/** One version of the rules, read out; what can be done with it. */
export function RuleSetPage() {
  const { t } = useTranslation();
  const { version = '' } = useParams();
  const number = /^[1-9]\d{0,8}$/.test(version) ? Number(version) : 0;
  const ruleSet = useRuleSet(number, number > 0);
  if (number === 0) return <p className="page">{t('app.notFound')}</p>;
  if (ruleSet.isPending) return <LoadingRows rows={8} />;
  if (ruleSet.isError) return <ProblemPanel error={ruleSet.error} onRetry={() => void ruleSet.refetch()} />;
  return <Version key={number} ruleSet={ruleSet.data} />;
}

function Version({ ruleSet }: { ruleSet: RuleSet }) {
  const { t } = useTranslation();
  const { time, isManager } = useSession();
  const navigate = useNavigate();
  const { inForce, ready, mayWrite } = useRuleWriter(ruleSet);
  const { version, state, description, createTime, publishTime } = ruleSet;
  return (
    <div className="page">
      <p>
        <Link to="/rules">{t('rules.back')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{t('rules.version', { version })}</PageTitle>
        <div className="page-tools">
          {mayWrite && state !== 'RULE_SET_STATE_PUBLISHED' && (
            <PublishRules ruleSet={ruleSet} inForce={inForce?.version} />
          )}
          {mayWrite && <Button onClick={() => void navigate(`/rules/new?from=${version}`)}>{t('rules.edit')}</Button>}
          <Button onClick={() => saveFile(`rules-${version}.json`, writeRuleFile(ruleSet), 'application/json')}>
            {t('rules.toFile')}
          </Button>
        </div>
      </div>
      <p className="chips">
        <span className={`chip chip-${state}`} role="status">
          {t(`ruleSetState.${state}`)}
        </span>
        <span className="chip">
          {t('rules.created')}: {time(createTime)}
        </span>
        {publishTime && (
          <span className="chip">
            {t('rules.published')}: {time(publishTime)}
          </span>
        )}
      </p>
      <p className={description ? undefined : 'quiet'}>{description || t('rules.noDescription')}</p>
      {isManager && ready && <p className="quiet">{t(mayWrite ? 'rules.immutable' : 'rules.mayNot')}</p>}
      <Rules ruleSet={ruleSet} />
      {mayWrite && <TryRules version={version} />}
    </div>
  );
}

function Rules({ ruleSet: { rules, fallbackTeamId, knownOwnerFirst } }: { ruleSet: RuleSet }) {
  const { t } = useTranslation();
  const { teamNames } = useDirectory();
  const team = nameOf(teamNames, fallbackTeamId);
  return (
    <section className="panel" aria-label={t('rules.count')}>
      {knownOwnerFirst && <p>{t('rules.knownSays')}</p>}
      <p className="quiet">{rules.length === 0 ? t('rules.noRules', { team }) : t('rules.order')}</p>
      <ol className="rule-list">
        {rules.map((rule, index) => (
          <li key={rule.id} className="rule-card">
            <h2>{t('rules.rule', { number: index + 1, id: rule.id })}</h2>
            <RuleSays rule={rule} fallbackTeamId={fallbackTeamId} teamNames={teamNames} />
            <details>
              <summary>{t('rules.written')}</summary>
              <pre className="expression">{[rule.condition, rule.repCondition].filter(Boolean).join('\n')}</pre>
            </details>
          </li>
        ))}
      </ol>
      {rules.length > 0 && <p>{t('rules.fallbackSays', { team })}</p>}
    </section>
  );
}
