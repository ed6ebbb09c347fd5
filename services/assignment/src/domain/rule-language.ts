import { Environment } from '@marcbachmann/cel-js';
import type { Balance, Rule, RuleSet } from './rule-set';

/** Longest expression; together with the limits below it bounds the cost of one evaluation. */
export const MAX_EXPRESSION = 2000;

/** What an expression may ask of a lead and of a rep. */
export interface RuleView {
  lead: Record<string, string>;
  rep?: { id: string; team_id: string; territories: string[]; skills: string[]; open_leads: bigint };
}

const LIMITS = { maxAstNodes: 500, maxDepth: 40, maxListElements: 300, maxMapEntries: 50, maxCallArguments: 10 };
const text = 'string';
const leadEnvironment = new Environment({ unlistedVariablesAreDyn: false, limits: LIMITS }).registerVariable({
  name: 'lead',
  schema: {
    type: text,
    country: text,
    region: text,
    city: text,
    industry: text,
    source: text,
    product_line: text,
    value_level: text,
  },
});
const repEnvironment = leadEnvironment.clone().registerVariable({
  name: 'rep',
  schema: { id: text, team_id: text, territories: 'list<string>', skills: 'list<string>', open_leads: 'int' },
});

export type ExpressionKind = 'lead' | 'rep';

const environmentOf = (kind: ExpressionKind) => (kind === 'lead' ? leadEnvironment : repEnvironment);

/** What is wrong with an expression, with its position (characters from 0); null when it is sound. */
export function checkExpression(kind: ExpressionKind, expression: string): string | null {
  const { valid, type, error } = environmentOf(kind).check(expression);
  if (!valid) return `at ${error?.range?.start ?? 0}: ${error?.summary ?? 'not an expression'}`;
  return type === 'bool' ? null : `at 0: must be true or false, is ${type}`;
}

/** A rule ready to be asked. A failing evaluation (e.g. a division by zero) counts as false: the next rule decides. */
export interface CompiledRule {
  id: string;
  teamIds: string[];
  balance: Balance;
  applies(view: RuleView): boolean;
  admits(view: RuleView): boolean;
}

export interface CompiledRuleSet {
  version: number;
  fallbackTeamId: string;
  rules: CompiledRule[];
}

/** Compiles a checked rule set; throws when an expression is not sound. */
export const compileRuleSet = (ruleSet: Pick<RuleSet, 'version' | 'fallbackTeamId' | 'rules'>): CompiledRuleSet => ({
  version: ruleSet.version,
  fallbackTeamId: ruleSet.fallbackTeamId,
  rules: ruleSet.rules.map(compileRule),
});

const compileRule = (rule: Rule): CompiledRule => ({
  id: rule.id,
  teamIds: rule.teamIds,
  balance: rule.balance,
  applies: compile('lead', rule.condition),
  admits: rule.repCondition === '' ? () => true : compile('rep', rule.repCondition),
});

function compile(kind: ExpressionKind, expression: string): (view: RuleView) => boolean {
  const evaluate = environmentOf(kind).parse(expression);
  return (view) => {
    try {
      return evaluate(view) === true;
    } catch {
      return false;
    }
  };
}
