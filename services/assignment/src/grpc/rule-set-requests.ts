import { assignment as proto } from '@fairlead/proto';
import { Faults, MAX_EXPRESSION } from '@fairlead/service-kit';
import type { NewRuleSet } from '../application/create-rule-set';
import { checkExpression, type ExpressionKind } from '../domain/rule-language';
import { type Balance, MAX_PRIORITY, MAX_RULE_TEAMS, MAX_RULES, MAX_WAIT_SECONDS, type Rule } from '../domain/rule-set';

const BALANCES: Partial<Record<proto.Balance, Balance>> = {
  [proto.Balance.BALANCE_UNSPECIFIED]: 'FEWEST_OPEN',
  [proto.Balance.BALANCE_FEWEST_OPEN]: 'FEWEST_OPEN',
  [proto.Balance.BALANCE_ROUND_ROBIN]: 'ROUND_ROBIN',
  [proto.Balance.BALANCE_CAPACITY_WEIGHT]: 'CAPACITY_WEIGHT',
};

/** Checks a draft; every fault is named by rule, field and, inside an expression, position. */
export function parseNewRuleSet({ ruleSet, requestId }: proto.CreateRuleSetRequest): NewRuleSet {
  const faults = new Faults().uuid('request_id', requestId).check(ruleSet !== undefined, 'rule_set', 'is required');
  const draft = ruleSet ?? proto.RuleSet.fromPartial({});
  refuseOutputOnly(faults, draft);
  if (ruleSet) faults.slug('rule_set.fallback_team_id', draft.fallbackTeamId);
  faults.text('rule_set.description', draft.description, { max: 500 });
  faults.check(draft.rules.length <= MAX_RULES, 'rule_set.rules', `must be at most ${MAX_RULES}`);
  const seen = new Set<string>();
  const rules = draft.rules.slice(0, MAX_RULES).map((rule, index) => {
    const field = `rule_set.rules[${index}]`;
    faults.check(!seen.has(rule.id), `${field}.id`, 'is the id of an earlier rule too');
    seen.add(rule.id);
    return parseRule(faults, field, rule);
  });
  faults.throwIfAny();
  const { fallbackTeamId, description, knownOwnerFirst } = draft;
  return { rules, fallbackTeamId, description, knownOwnerFirst };
}

function refuseOutputOnly(faults: Faults, { name, version, state, createTime, publishTime }: proto.RuleSet): void {
  const given = state !== proto.RuleSetState.RULE_SET_STATE_UNSPECIFIED;
  const outputs = { name, version, state: given, create_time: createTime, publish_time: publishTime };
  for (const [field, value] of Object.entries(outputs)) faults.check(!value, `rule_set.${field}`, 'is output only');
}

function parseRule(faults: Faults, field: string, rule: proto.Rule): Rule {
  faults.text(`${field}.id`, rule.id, { min: 1, max: 100 });
  checkCel(faults, `${field}.condition`, 'lead', rule.condition);
  if (rule.repCondition !== '') checkCel(faults, `${field}.rep_condition`, 'rep', rule.repCondition);
  const teams = rule.teamIds.length;
  faults.check(teams > 0, `${field}.team_ids`, 'must name at least one team');
  faults.check(teams <= MAX_RULE_TEAMS, `${field}.team_ids`, `must be at most ${MAX_RULE_TEAMS}`);
  const { waitSeconds, priority, overflowTeamId, workingHoursOnly } = rule;
  const soundWait = waitSeconds >= 0n && waitSeconds <= BigInt(MAX_WAIT_SECONDS);
  faults.check(soundWait, `${field}.wait_seconds`, `must be from 0 to ${MAX_WAIT_SECONDS}`);
  const soundPriority = Number.isInteger(priority) && priority >= 0 && priority <= MAX_PRIORITY;
  faults.check(soundPriority, `${field}.priority`, `must be from 0 to ${MAX_PRIORITY}`);
  if (overflowTeamId !== '') faults.slug(`${field}.overflow_team_id`, overflowTeamId);
  const balance = BALANCES[rule.balance];
  faults.check(balance !== undefined, `${field}.balance`, 'is not known');
  return {
    id: rule.id,
    condition: rule.condition,
    teamIds: rule.teamIds.slice(0, MAX_RULE_TEAMS),
    repCondition: rule.repCondition,
    balance: balance ?? 'FEWEST_OPEN',
    workingHoursOnly,
    waitSeconds: soundWait ? Number(waitSeconds) : 0,
    priority,
    overflowTeamId,
  };
}

function checkCel(faults: Faults, field: string, kind: ExpressionKind, expression: string): void {
  if (expression.trim() === '') {
    faults.add(field, 'must not be empty');
  } else if (expression.length > MAX_EXPRESSION) {
    faults.add(field, `must have at most ${MAX_EXPRESSION} characters, has ${expression.length}`);
  } else {
    const fault = checkExpression(kind, expression);
    if (fault) faults.add(field, fault);
  }
}
