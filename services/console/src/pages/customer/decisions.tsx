import '../../styles/rules.css';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Decision, useDecisions } from '../../api/decisions';
import { useSession } from '../../app/session';
import { ProblemPanel } from '../../components/problem-panel';
import { RuleName } from '../../components/rule-name';
import { useDirectory } from '../../components/use-directory';
import { KNOWN_OWNER, sayInputs } from '../../lib/candidacy-words';
import { eligibleOf, groupRejections, sayDecision } from '../../lib/decision-words';
import { formatList } from '../../lib/format-list';
import { nameOf } from '../../lib/wording';

const PAGE_SIZE = 3;
const MAX_LISTED = 20;

/** Who got the lead and why: each decision, newest first. */
export function Decisions({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const list = useDecisions(customerId, PAGE_SIZE);
  const decisions = list.data?.pages.flatMap((page) => page.decisions) ?? [];
  return (
    <section className="panel" aria-labelledby="decisions">
      <h2 id="decisions">{t('decision.title')}</h2>
      {list.isError && <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && decisions.length === 0 && <p className="quiet">{t('decision.none')}</p>}
      <ol className="decisions">
        {decisions.map((decision) => (
          <DecisionItem key={decision.cycle} decision={decision} />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('decision.older')}
        </Button>
      )}
    </section>
  );
}

function DecisionItem({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  const { time, timeWithZone } = useSession();
  const { repNames, teamNames } = useDirectory();
  const { ruleId, ruleSetVersion, waitUntil, candidates, rejections } = decision;
  return (
    <li>
      <p>{sayDecision(decision, t, { repNames, teamNames })}</p>
      {waitUntil && <p>{t('decision.waits', { time: time(waitUntil) })}</p>}
      <p className="quiet small">
        <time dateTime={decision.time} title={timeWithZone(decision.time)}>
          {time(decision.time)}
        </time>{' '}
        {ruleSetVersion > 0 && (
          <>
            · <RuleName id={ruleId} version={ruleSetVersion} />
          </>
        )}
      </p>
      {candidates.length + rejections.length > 0 && <LookedAt decision={decision} />}
    </li>
  );
}

/** Who was looked at: those who could take it with their numbers, the others by reason. */
function LookedAt({ decision }: { decision: Decision }) {
  const { t, i18n } = useTranslation();
  const { repNames } = useDirectory();
  const eligible = eligibleOf(decision);
  const groups = groupRejections(decision.rejections);
  const inputs = sayInputs(decision.inputsJson, t);
  const ruleWord = (id: string) => (id === KNOWN_OWNER ? t('decision.knownOwner') : t('decision.atRule', { rule: id }));
  return (
    <details>
      <summary>{t('decision.details')}</summary>
      {inputs.length > 0 && <p className="quiet small">{t('decision.saw', { values: inputs.join(' · ') })}</p>}
      {eligible.length > 0 && (
        <table className="eligible">
          <caption>{t('decision.eligible')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('team.rep')}</th>
              <th scope="col">{t('decision.open')}</th>
              <th scope="col">{t('decision.today')}</th>
              <th scope="col">{t('whatIf.weight')}</th>
            </tr>
          </thead>
          <tbody>
            {eligible.slice(0, MAX_LISTED).map(({ repId, openLeads, givenToday, capacityWeight }) => (
              <tr key={repId}>
                <th scope="row">{nameOf(repNames, repId)}</th>
                <td>{openLeads}</td>
                <td>{givenToday}</td>
                <td>{capacityWeight}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {eligible.length > MAX_LISTED && (
        <p className="quiet small">{t('decision.shown', { count: MAX_LISTED, all: decision.eligibleCount })}</p>
      )}
      {groups.length > 0 && (
        <>
          <p className="rejected-title">{t('decision.rejected')}</p>
          <ul className="rejections">
            {groups.map(({ reason, count, rules }) => (
              <li key={reason}>
                {t('decision.rejection', { count, reason: t(`rejection.${reason}`, { defaultValue: reason }) })}{' '}
                <span className="quiet small">{formatList(rules.map(ruleWord), i18n.language, 'and')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}
