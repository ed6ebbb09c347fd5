import type { TFunction } from 'i18next';
import type { Candidate, Decision } from '../api/decisions';
import { KNOWN_OWNER } from './candidacy-words';
import { nameOf } from './wording';

/** What a decision did, in one sentence. */
export function sayDecision(
  { kind, ruleId, ownerId, teamId, eligibleCount }: Decision,
  t: TFunction,
  { repNames, teamNames }: Record<'repNames' | 'teamNames', Record<string, string>>,
): string {
  const [owner, team] = [nameOf(repNames, ownerId), nameOf(teamNames, teamId)];
  if (kind !== 'DECISION_KIND_RULES')
    return ownerId === '' ? t('decision.inPool', { team }) : t(`decision.${kind}`, { owner });
  if (ownerId === '') return t('decision.toPool', { team });
  if (ruleId === KNOWN_OWNER) return t('decision.byKnownOwner', { owner });
  if (eligibleCount === 1) return t('decision.byRuleOnly', { rule: ruleId, owner });
  return t('decision.byRule', { rule: ruleId, owner, count: eligibleCount });
}

export interface RejectionGroup {
  reason: string;
  count: number;
  /** Rules that rejected for it, in their order. */
  rules: string[];
}

/** Rejections by their reason, the most frequent first. */
export function groupRejections(rejections: Decision['rejections']): RejectionGroup[] {
  const groups = new Map<string, RejectionGroup>();
  for (const { ruleId, reason, count } of rejections) {
    const group = groups.get(reason) ?? { reason, count: 0, rules: [] };
    groups.set(reason, { reason, count: group.count + count, rules: [...new Set([...group.rules, ruleId])] });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

/** Those who could take it by the rule that decided, the first in line first. */
export const eligibleOf = ({ candidates, ruleId }: Decision): Candidate[] =>
  candidates.filter((candidate) => candidate.rejectedBecause === '' && candidate.ruleId === ruleId);
