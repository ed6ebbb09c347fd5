import type { TFunction } from 'i18next';
import type { Rule } from '../api/rules';
import { formatAll, formatList } from './format-list';
import {
  FIXED_VALUES,
  type LeadAttribute,
  type LeadPart,
  needsValue,
  type RepPart,
  readLead,
  readRep,
} from './rule-condition';
import { readTags } from './tags';
import { readWait } from './wait';
import { nameOf } from './wording';

export interface RuleWording {
  t: TFunction;
  language: string;
  /** Names of teams by id. */
  teamNames: Record<string, string>;
}

/** A value of an attribute as people say it. */
export function leadValue(t: TFunction, attribute: LeadAttribute, value: string): string {
  if (!FIXED_VALUES[attribute]) return value;
  return t(`${attribute === 'type' ? 'customerType' : 'valueLevel'}.${value}`, { defaultValue: value });
}

function sayLeadPart({ attribute, how, value }: LeadPart, { t, language }: RuleWording): string {
  const said = t(`leadAttribute.${attribute}`);
  if (how === 'begins') return t('ruleSays.begins', { attribute: said, value });
  const values = (how === 'oneOf' ? readTags(value) : [value]).map((each) => leadValue(t, attribute, each));
  return t('ruleSays.is', { attribute: said, value: formatList(values, language, 'or') });
}

const sayRepPart = ({ kind, value }: RepPart, t: TFunction): string =>
  needsValue(kind) ? t('ruleSays.withValue', { asks: t(`repAsks.${kind}`), value }) : t(`repAsks.${kind}`);

/** What a condition asks of reps, in words that follow "a rep who"; undefined where only the text itself says it. */
export function sayRepCondition(
  condition: string,
  { t, language }: Omit<RuleWording, 'teamNames'>,
): string | undefined {
  const parts = readRep(condition);
  if (!parts || parts.length === 0) return undefined;
  return formatAll(
    parts.map((part) => sayRepPart(part, t)),
    language,
  );
}

function sayLeads(condition: string, wording: RuleWording): string {
  const { t, language } = wording;
  const parts = readLead(condition);
  if (!parts) return t('ruleSays.leadsText', { text: condition });
  if (parts.length === 0) return t('ruleSays.everyLead');
  const conditions = parts.map((part) => sayLeadPart(part, wording));
  return t('ruleSays.leads', { conditions: formatAll(conditions, language) });
}

function sayReps({ repCondition, teamIds }: Rule, wording: RuleWording): string {
  const { t, language, teamNames } = wording;
  const names = teamIds.map((id) => nameOf(teamNames, id));
  const teams = names.length === 0 ? t('ruleSays.noTeams') : formatList(names, language, 'and');
  const parts = readRep(repCondition);
  if (!parts) return t('ruleSays.repsText', { teams, text: repCondition });
  if (parts.length === 0) return t('ruleSays.reps', { teams });
  return t('ruleSays.repsWho', { teams, conditions: sayRepCondition(repCondition, wording) });
}

function sayWait(
  { waitSeconds, priority, overflowTeamId }: Rule,
  fallbackTeamId: string,
  wording: RuleWording,
): string[] {
  const { t, teamNames } = wording;
  const { amount, unit } = readWait(waitSeconds);
  const team = nameOf(teamNames, overflowTeamId || fallbackTeamId);
  if (amount !== '') {
    const wait = t('ruleSays.span', { amount, unit: t(`waitUnit.${unit}`) });
    return [t('ruleSays.waits', { wait, team, priority })];
  }
  return overflowTeamId === '' ? [] : [t('ruleSays.overflow', { team })];
}

/** A rule in whole sentences. */
export const sayRule = (rule: Rule, fallbackTeamId: string, wording: RuleWording): string[] => [
  sayLeads(rule.condition, wording),
  sayReps(rule, wording),
  wording.t(`balanceSays.${rule.balance}`),
  ...(rule.workingHoursOnly ? [wording.t('ruleSays.hours')] : []),
  ...sayWait(rule, fallbackTeamId, wording),
];
