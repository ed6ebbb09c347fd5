import { assignment as proto } from '@fairlead/proto';
import type { Reply } from '@fairlead/service-kit';
import type { Decision, DecisionKind } from '../domain/decision';
import { decisionId } from '../domain/decision';
import type { LeadOwnership } from '../domain/ownership';
import { type Balance, type Publication, type RuleSetState, stateOf } from '../domain/rule-set';
import type { LeadOwnershipDoc, RuleSetDoc } from '../repository/models';

const STATES: Record<RuleSetState, proto.RuleSetState> = {
  DRAFT: proto.RuleSetState.RULE_SET_STATE_DRAFT,
  PUBLISHED: proto.RuleSetState.RULE_SET_STATE_PUBLISHED,
  RETIRED: proto.RuleSetState.RULE_SET_STATE_RETIRED,
};
const BALANCES: Record<Balance, proto.Balance> = {
  FEWEST_OPEN: proto.Balance.BALANCE_FEWEST_OPEN,
  ROUND_ROBIN: proto.Balance.BALANCE_ROUND_ROBIN,
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
    rules: ruleSet.rules.map(({ id, condition, teamIds, repCondition, balance }) => ({
      id,
      condition,
      teamIds: [...teamIds],
      repCondition,
      balance: BALANCES[balance],
    })),
    fallbackTeamId: ruleSet.fallbackTeamId,
    description: ruleSet.description,
  };
}

export const toDecision = (decision: Decision): proto.Decision => ({
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
  candidates: decision.candidates.map(({ repId, ruleId, openLeads, rejectedBecause }) => ({
    repId,
    ruleId,
    openLeads,
    rejectedBecause,
  })),
  actor: decision.actor,
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
