import { assignment as proto } from '@fairlead/proto';
import type { Explanation } from '../application/explain-decision';
import type { LeadChange, RepOutcome } from '../domain/what-if';
import type { WhatIfDoc } from '../repository/models';
import { BALANCES } from './assignment-messages';

const OUTCOMES: Record<Explanation['outcome'], proto.CandidacyOutcome> = {
  CHOSEN: proto.CandidacyOutcome.CANDIDACY_OUTCOME_CHOSEN,
  NOT_DUE: proto.CandidacyOutcome.CANDIDACY_OUTCOME_NOT_DUE,
  REJECTED: proto.CandidacyOutcome.CANDIDACY_OUTCOME_REJECTED,
  NOT_LOOKED_AT: proto.CandidacyOutcome.CANDIDACY_OUTCOME_NOT_LOOKED_AT,
};
const STATES: Record<WhatIfDoc['state'], proto.WhatIfState> = {
  RUNNING: proto.WhatIfState.WHAT_IF_STATE_RUNNING,
  DONE: proto.WhatIfState.WHAT_IF_STATE_DONE,
  FAILED: proto.WhatIfState.WHAT_IF_STATE_FAILED,
};

export function toExplanation({ entry, ...explanation }: Explanation): proto.DecisionExplanation {
  const { decision } = entry;
  const { visible, own, chosen } = explanation;
  return {
    leadId: decision.leadId,
    cycle: decision.cycle,
    time: entry.time,
    repId: explanation.repId,
    outcome: OUTCOMES[explanation.outcome],
    rejectedBecause: own?.rejectedBecause ?? '',
    ruleId: explanation.ruleId,
    ruleSetVersion: decision.ruleSetVersion,
    balance: explanation.balance ? BALANCES[explanation.balance] : proto.Balance.BALANCE_UNSPECIFIED,
    own: own ?? undefined,
    chosen: chosen ?? undefined,
    eligibleCount: decision.eligible,
    rank: explanation.rank,
    // The sentence names the rep who got the lead.
    reason: visible ? decision.reason : '',
    inputsJson: JSON.stringify(decision.attributes),
    visible,
    repCondition: explanation.repCondition,
  };
}

export const toWhatIf = (doc: WhatIfDoc, withReps = true): proto.WhatIf => ({
  name: `whatIfs/${doc._id}`,
  id: doc._id,
  createTime: doc.createTime,
  ruleSetVersion: doc.ruleSetVersion,
  fromTime: doc.from,
  toTime: doc.to,
  state: STATES[doc.state],
  decidedCount: doc.decidedCount,
  totalCount: doc.totalCount,
  failure: doc.failure,
  result: doc.result && { ...doc.result, reps: withReps ? doc.result.reps.map(toWhatIfRep) : [] },
  actor: doc.actor,
});

const toWhatIfRep = (rep: RepOutcome): proto.WhatIfRep => ({ ...rep });

export const toWhatIfChange = (change: LeadChange): proto.WhatIfChange => ({ ...change });
