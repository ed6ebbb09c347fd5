import { type RuleSet, useRulesInForce } from '../api/rules';
import { useSession } from '../app/session';
import { mayWriteRules } from '../lib/rule-writer';
import { useDirectory } from './use-directory';

/** The rules in force, and whether the person may write rules like those that are named. */
export function useRuleWriter(...sets: (Pick<RuleSet, 'rules' | 'fallbackTeamId'> | undefined)[]) {
  const { user } = useSession();
  const { teams } = useDirectory();
  const { data: inForce, isPending } = useRulesInForce();
  return {
    inForce: inForce ?? undefined,
    ready: !isPending,
    mayWrite: !isPending && mayWriteRules(user, teams, [inForce ?? undefined, ...sets]),
  };
}
