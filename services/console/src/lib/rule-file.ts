import type { NewRuleSet, Rule, RuleSet } from '../api/rules';
import { MAX_RULES } from './rule-draft';

/** Largest file that is read; rules at their limits are smaller. */
export const MAX_FILE_BYTES = 2_000_000;

/** A version as a file that can be kept and taken over again. */
export function writeRuleFile({ description, fallbackTeamId, knownOwnerFirst, rules }: RuleSet): string {
  return `${JSON.stringify({ description, fallbackTeamId, knownOwnerFirst, rules }, null, 2)}\n`;
}

/** The rules of a file; undefined when they are none. The service checks what they say. */
export function readRuleFile(text: string): NewRuleSet | undefined {
  const file = parse(text);
  if (!file || !Array.isArray(file.rules) || file.rules.length > MAX_RULES) return undefined;
  const rules = file.rules.map(readRule);
  const { description = '', fallbackTeamId = '', knownOwnerFirst = false } = file;
  if (typeof description !== 'string' || typeof fallbackTeamId !== 'string') return undefined;
  if (typeof knownOwnerFirst !== 'boolean' || rules.includes(undefined)) return undefined;
  return { rules: rules as Rule[], description, fallbackTeamId, knownOwnerFirst };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const DEFAULTS = {
  repCondition: '',
  balance: 'BALANCE_FEWEST_OPEN',
  workingHoursOnly: false,
  waitSeconds: '0',
  priority: 0,
  overflowTeamId: '',
};

function readRule(value: unknown): Rule | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const rule = { ...DEFAULTS, ...(value as Partial<Rule>) };
  const { id, condition, teamIds, repCondition, balance, workingHoursOnly, priority, overflowTeamId } = rule;
  const waitSeconds = String(rule.waitSeconds);
  const texts = [id, condition, repCondition, balance, overflowTeamId];
  const sound =
    texts.every((text) => typeof text === 'string') &&
    Array.isArray(teamIds) &&
    teamIds.every((teamId) => typeof teamId === 'string') &&
    typeof workingHoursOnly === 'boolean' &&
    Number.isInteger(priority) &&
    /^\d{1,9}$/.test(waitSeconds);
  if (!sound) return undefined;
  return {
    id: String(id),
    condition: String(condition),
    teamIds,
    repCondition,
    balance,
    workingHoursOnly,
    waitSeconds,
    priority,
    overflowTeamId,
  };
}
