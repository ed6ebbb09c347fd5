import { assignment as proto } from '@fairlead/proto';
import type { Reply } from '@fairlead/service-kit';
import { type Candidate, type Decision, type DecisionKind, decisionId, MAX_CANDIDATES } from '../domain/decision';
import type { LedgerDecision } from '../domain/ledger-entry';
import { candidatesOf } from '../domain/looks';
import type { LeadOwnership } from '../domain/ownership';
import { type Balance, type Publication, type RuleSetState, stateOf } from '../domain/rule-set';
import type { LeadOwnershipDoc, RuleSetDoc } from '../repository/models';

const STATES: Record<RuleSetState, proto.RuleSetState> = {
  DRAFT: proto.RuleSetState.RULE_SET_STATE_DRAFT,
  PUBLISHED: proto.RuleSetState.RULE_SET_STATE_PUBLISHED,
  RETIRED: proto.RuleSetState.RULE_SET_STATE_RETIRED,
};
export const BALANCES: Record<Balance, proto.Balance> = {
  FEWEST_OPEN: proto.Balance.BALANCE_FEWEST_OPEN,
  ROUND_ROBIN: proto.Balance.BALANCE_ROUND_ROBIN,
  CAPACITY_WEIGHT: proto.Balance.BALANCE_CAPACITY_WEIGHT,
};
const KINDS: Record<DecisionKind, proto.DecisionKind> = {
  RULES: proto.DecisionKind.DECISION_KIND_RULES,
  MANUAL: proto.DecisionKind.DECISION_KIND_MANUAL,
  CLAIM: proto.DecisionKind.DECISION_KIND_CLAIM,
  IMPORT: proto.DecisionKind.DECISION_KIND_IMPORT,
};

export function toRuleSet(ruleSet: RuleSetDoc, publication: Publication): proto.RuleSet {
  const { state, publishTime } = stateOf(ruleSet, publication);
  return {
    name: `ruleSets/${ruleSet.version}`,
    version: ruleSet.version,
    state: STATES[state],
    createTime: ruleSet.createTime,
    publishTime,
    rules: ruleSet.rules.map((rule) => ({
      id: rule.id,
      condition: rule.condition,
      teamIds: [...rule.teamIds],
      repCondition: rule.repCondition,
      balance: BALANCES[rule.balance],
      workingHoursOnly: rule.workingHoursOnly ?? false,
      waitSeconds: BigInt(rule.waitSeconds ?? 0),
      priority: rule.priority ?? 0,
      overflowTeamId: rule.overflowTeamId ?? '',
    })),
    knownOwnerFirst: ruleSet.knownOwnerFirst ?? false,
    fallbackTeamId: ruleSet.fallbackTeamId,
    description: ruleSet.description,
  };
}

/** `entry`: the ledger's entry of the decision, when it has one. */
export const toDecision = (decision: Decision, entry?: LedgerDecision): proto.Decision => ({
  name: `decisions/${decisionId(decision.leadId, decision.cycle)}`,
  leadId: decision.leadId,
  cycle: decision.cycle,
  time: decision.time,
  kind: KINDS[decision.kind],
  ruleSetVersion: decision.ruleSetVersion,
  ruleId: decision.ruleId,
  ownerId: decision.ownerId,
  teamId: decision.teamId,
  poolId: decision.poolId,
  reason: decision.reason,
  inputsJson: decision.inputsJson,
  candidates: entry ? candidatesOf(entry.looks, MAX_CANDIDATES) : (decision.candidates ?? []).map(toCandidate),
  actor: decision.actor,
  rejections: entry?.rejections.map((each) => ({ ...each })) ?? [],
  eligibleCount: entry?.eligible ?? 0,
  waitUntil: entry?.waitUntil ?? undefined,
  sequence: BigInt(decision.sequence ?? 0),
});

/** Candidates of decisions older than the ledger have no numbers but their open leads. */
const toCandidate = ({ repId, ruleId, openLeads, rejectedBecause }: Candidate): proto.Candidate => ({
  repId,
  ruleId,
  openLeads,
  rejectedBecause,
  givenToday: 0,
  capacityWeight: 0,
});

export const toLeadOwnership = (doc: LeadOwnershipDoc): proto.LeadOwnership => ({
  leadId: doc._id,
  etag: String(doc.revision),
  ownership: {
    ownerId: doc.ownerId,
    teamId: doc.teamId,
    teamPath: [...doc.teamPath],
    poolId: doc.poolId,
    cycle: doc.cycle,
    revision: BigInt(doc.revision),
    since: doc.since,
    maskedFields: [],
    reopenedCycle: 0,
  },
  barredRepId: doc.barredRepId,
  barredUntil: doc.barredUntil,
  poolReason: doc.poolReason,
  poolTime: doc.pooledAt,
  waitUntil: doc.waitUntil,
  traits: {
    region: doc.attributes.region,
    industry: doc.attributes.industry,
    productLine: doc.attributes.productLine,
    valueLevel: doc.attributes.valueLevel,
  },
  recycleTime: undefined,
  protectedUntil: doc.protectedUntil,
});

export const OWNERSHIP_REPLY: Reply<LeadOwnership, proto.LeadOwnership> = {
  codec: proto.LeadOwnership,
  of: toLeadOwnership,
};
