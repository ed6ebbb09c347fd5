import { EMPTY_LOAD, newRosterRep, type RepFacts, type TeamFacts } from './roster';
import { compile, conjuncts, repView, teamView } from './rule-language';
import type { Rule } from './rule-set';

/**
 * Why no rep can ever get a lead by this rule; null when one may. Of the condition only those parts count that do not ask
 * for the lead or for numbers that change: whether the others can hold is not known before a lead is there.
 */
export function unsatisfiable(
  rule: Pick<Rule, 'repCondition'>,
  reps: readonly RepFacts[],
  teams: ReadonlyMap<string, TeamFacts>,
): string | null {
  const able = reps.filter(({ active, capacityWeight }) => active && capacityWeight > 0);
  if (able.length === 0) return 'have no active rep with a capacity weight above 0';
  if (rule.repCondition === '') return null;
  const fixed = conjuncts('rep', rule.repCondition)
    .map((part) => compile('rep', part))
    .filter(({ references }) => ![...references].some(isChanging));
  const admitted = able.some((facts) => {
    const rep = repView(newRosterRep(facts, EMPTY_LOAD), 0);
    const team = teamView(teams.get(facts.teamId), facts.teamId);
    return fixed.every(({ holds }) => holds({ lead: NO_LEAD, rep, team }));
  });
  return admitted ? null : 'have no rep who meets rep_condition, whatever the lead';
}

const isChanging = (name: string) =>
  name.startsWith('lead.') || ['rep.open_leads', 'rep.given_today', 'rep.*'].includes(name);

const NO_LEAD = {
  type: '',
  country: '',
  region: '',
  city: '',
  industry: '',
  source: '',
  product_line: '',
  value_level: '',
  language: '',
};
