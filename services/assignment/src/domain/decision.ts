/** How a decision came about. */
export type DecisionKind = 'RULES' | 'MANUAL' | 'CLAIM' | 'IMPORT';

export type Rejection = '' | 'INACTIVE' | 'ON_LEAVE' | 'CONDITION' | 'NO_CAPACITY' | 'HOLDING_LIMIT' | 'COOL_DOWN';

/** A rep that a rule looked at. */
export interface Candidate {
  repId: string;
  ruleId: string;
  openLeads: number;
  /** Empty for an eligible rep. */
  rejectedBecause: Rejection;
}

/** Why a lead went where it went; begins the cycle. Never changed after it was made. */
export interface Decision {
  leadId: string;
  cycle: number;
  time: Date;
  kind: DecisionKind;
  /** 0 for a decision by hand. */
  ruleSetVersion: number;
  ruleId: string;
  /** Empty when it went to a pool. */
  ownerId: string;
  teamId: string;
  /** Empty when it went to a rep. */
  poolId: string;
  reason: string;
  /** What the rules saw of the lead, as JSON. */
  inputsJson: string;
  /** At most MAX_CANDIDATES. */
  candidates: Candidate[];
  actor: string;
}

export const MAX_CANDIDATES = 1000;

export const decisionId = (leadId: string, cycle: number) => `${leadId}:${cycle}`;
