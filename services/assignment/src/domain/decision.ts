/** How a decision came about. */
export type DecisionKind = 'RULES' | 'MANUAL' | 'CLAIM' | 'IMPORT';

export type Rejection =
  | ''
  | 'INACTIVE'
  | 'ON_LEAVE'
  | 'OFF_HOURS'
  | 'CONDITION'
  | 'NO_CAPACITY'
  | 'HOLDING_LIMIT'
  | 'DAILY_QUOTA'
  | 'COOL_DOWN';

/** A rep that a rule looked at. */
export interface Candidate {
  repId: string;
  ruleId: string;
  openLeads: number;
  givenToday: number;
  capacityWeight: number;
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
  actor: string;
  /** Position in the ledger, which holds the reps that were looked at; absent for decisions that no rules made. */
  sequence?: number;
  /** Reps looked at, of decisions older than the ledger; at most MAX_CANDIDATES. */
  candidates?: Candidate[];
}

export const MAX_CANDIDATES = 1000;

export const decisionId = (leadId: string, cycle: number) => `${leadId}:${cycle}`;
