import type { NewRuleSet, Rule } from '../api/rules';
import {
  type Condition,
  isWholeLeadPart,
  isWholeRepPart,
  type LeadPart,
  leadText,
  openLead,
  openRep,
  type RepPart,
  repText,
} from './rule-condition';
import { readWait, WAIT_UNITS, waitSeconds } from './wait';

/** A rule that somebody is typing. */
export interface RuleDraft {
  /** Tells it from the others while they change places; never sent. */
  key: string;
  id: string;
  lead: Condition<LeadPart>;
  rep: Condition<RepPart>;
  teamIds: string[];
  balance: string;
  workingHoursOnly: boolean;
  /** Empty: a lead does not wait. */
  wait: string;
  waitUnit: string;
  priority: string;
  overflowTeamId: string;
}

/** A version of the rules that somebody is typing, kept until it is saved. */
export interface RuleSetDraft {
  rules: RuleDraft[];
  fallbackTeamId: string;
  description: string;
  knownOwnerFirst: boolean;
  /** Command of exactly this content: a repetition after a lost answer saves nothing twice. */
  requestId: string;
}

export const BALANCES = ['BALANCE_FEWEST_OPEN', 'BALANCE_CAPACITY_WEIGHT', 'BALANCE_ROUND_ROBIN'] as const;
export const MAX_RULES = 200;
export const PRIORITIES = Array.from({ length: 10 }, (_, priority) => String(priority));

/** A rule for every lead, under a name that is free. */
export const newRule = (key: string, taken: readonly string[], name: string): RuleDraft => ({
  key,
  id: freeName(name, taken),
  lead: { parts: [], text: '' },
  rep: { parts: [], text: '' },
  teamIds: [],
  balance: BALANCES[0],
  workingHoursOnly: false,
  wait: '',
  waitUnit: 'hours',
  priority: '0',
  overflowTeamId: '',
});

const MAX_ID = 100;

/** The name itself, or with the first number behind it that makes it free. */
export function freeName(name: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `-${number}`;
    const candidate = name.slice(0, MAX_ID - suffix.length) + suffix;
    if (!taken.includes(candidate)) return candidate;
  }
}

export const emptyRuleSet = (requestId: string, fallbackTeamId: string): RuleSetDraft => ({
  rules: [],
  fallbackTeamId,
  description: '',
  knownOwnerFirst: false,
  requestId,
});

/** A version, ready to be typed over; its rules are told apart by their names. */
export const ruleSetDraftOf = (ruleSet: NewRuleSet, requestId: string): RuleSetDraft => ({
  rules: ruleSet.rules.map(ruleDraftOf),
  fallbackTeamId: ruleSet.fallbackTeamId,
  description: ruleSet.description,
  knownOwnerFirst: ruleSet.knownOwnerFirst,
  requestId,
});

export function ruleDraftOf(rule: Rule): RuleDraft {
  const { amount, unit } = readWait(rule.waitSeconds);
  return {
    key: rule.id,
    id: rule.id,
    lead: openLead(rule.condition),
    rep: openRep(rule.repCondition),
    teamIds: [...rule.teamIds],
    balance: rule.balance,
    workingHoursOnly: rule.workingHoursOnly,
    wait: amount,
    waitUnit: unit,
    priority: String(rule.priority),
    overflowTeamId: rule.overflowTeamId,
  };
}

/** The rule as the API takes it. A time that is none becomes one that the service refuses; it is a fault before that. */
export const toRule = (draft: RuleDraft): Rule => ({
  id: draft.id.trim(),
  condition: leadText(draft.lead),
  teamIds: draft.teamIds,
  repCondition: repText(draft.rep),
  balance: draft.balance,
  workingHoursOnly: draft.workingHoursOnly,
  waitSeconds: waitSeconds(draft.wait, draft.waitUnit) ?? '-1',
  priority: Number(draft.priority),
  overflowTeamId: draft.overflowTeamId,
});

/** The version as the API takes it, and what the form itself finds wrong, by field. */
export function toRuleSet(draft: RuleSetDraft): { body: NewRuleSet; faults: Record<string, string> } {
  const { fallbackTeamId, description, knownOwnerFirst } = draft;
  const body = { rules: draft.rules.map(toRule), fallbackTeamId, description, knownOwnerFirst };
  const faults: Record<string, string> = {};
  if (fallbackTeamId === '') faults.fallbackTeamId = 'is required';
  draft.rules.forEach((rule, index) => {
    for (const [field, description] of Object.entries(faultsOf(rule))) faults[`rules[${index}].${field}`] = description;
  });
  return { body, faults };
}

function faultsOf({ lead, rep, wait, waitUnit }: RuleDraft): Record<string, string> {
  const faults: Record<string, string> = {};
  lead.parts?.forEach((part, index) => {
    if (!isWholeLeadPart(part)) faults[`condition[${index}]`] = 'must not be empty';
  });
  rep.parts?.forEach((part, index) => {
    if (!isWholeRepPart(part))
      faults[`repCondition[${index}]`] = part.value.trim() === '' ? 'must not be empty' : WHOLE;
  });
  if (waitSeconds(wait, waitUnit) === undefined) faults.waitSeconds = WHOLE;
  return faults;
}

const WHOLE = 'must be a whole number';

/** The faults of one rule by its fields; those of single teams count for the field. */
export function faultsOfRule(faults: Record<string, string>, index: number): Record<string, string> {
  const prefix = `rules[${index}].`;
  const own = Object.entries(faults).filter(([field]) => field.startsWith(prefix));
  return Object.fromEntries(
    own.map(([field, description]) => [field.slice(prefix.length).replace(/^teamIds\[\d+\]$/, 'teamIds'), description]),
  );
}

/** The rules that have faults, by their places. */
export const faultyRules = (faults: Record<string, string>): number[] =>
  [...new Set(Object.keys(faults).flatMap((field) => /^rules\[(\d+)\]/.exec(field)?.[1] ?? []))]
    .map(Number)
    .sort((a, b) => a - b);

/** The list with one at another place; the same list where there is no such place. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  const one = list[from];
  if (one === undefined || to < 0 || to >= list.length || from === to) return list;
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), one, ...rest.slice(to)];
}

const isText = (value: unknown): value is string => typeof value === 'string';
const TEXTS = ['key', 'id', 'balance', 'wait', 'waitUnit', 'priority', 'overflowTeamId'] as const;

function isCondition(value: unknown, texts: readonly string[]): boolean {
  const { parts, text } = (value ?? {}) as Partial<Condition<Record<string, unknown>>>;
  if (!isText(text)) return false;
  return parts === null || (Array.isArray(parts) && parts.every((part) => texts.every((name) => isText(part?.[name]))));
}

function isRuleDraft(value: unknown): value is RuleDraft {
  const rule = (value ?? {}) as Partial<RuleDraft>;
  return (
    TEXTS.every((name) => isText(rule[name])) &&
    WAIT_UNITS.some((unit) => unit === rule.waitUnit) &&
    isCondition(rule.lead, ['attribute', 'how', 'value']) &&
    isCondition(rule.rep, ['kind', 'value']) &&
    Array.isArray(rule.teamIds) &&
    rule.teamIds.every(isText) &&
    typeof rule.workingHoursOnly === 'boolean'
  );
}

export const isRuleSetDraft = (value: unknown): value is RuleSetDraft => {
  const draft = (value ?? {}) as Partial<RuleSetDraft>;
  return (
    isText(draft.fallbackTeamId) &&
    isText(draft.description) &&
    isText(draft.requestId) &&
    typeof draft.knownOwnerFirst === 'boolean' &&
    Array.isArray(draft.rules) &&
    draft.rules.every(isRuleDraft)
  );
};
