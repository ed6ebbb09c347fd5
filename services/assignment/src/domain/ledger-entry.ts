import type { WorkCalendar } from '@fairlead/service-kit';
import type { LeadAttributes } from './lead-attributes';
import type { Look, RejectionCount } from './looks';
import type { RepFacts, TeamFacts } from './roster';

/** A decision as the ledger keeps it: what was seen and what came of it. */
export interface LedgerDecision {
  leadId: string;
  /** The cycle that it begins. */
  cycle: number;
  /** Revision that the ownership has when the decision is written into it. */
  revision: number;
  attributes: LeadAttributes;
  knownOwnerId: string;
  barredRepId: string;
  barredUntil: Date | null;
  /** Whether the lead had waited in a pool for a rep. */
  waited: boolean;
  ruleSetVersion: number;
  ruleId: string;
  /** Empty: the pool of the team. */
  ownerId: string;
  teamId: string;
  reason: string;
  waitUntil: Date | null;
  priority: number;
  looks: Look[];
  rejections: RejectionCount[];
  eligible: number;
}

/** Why a lead is held by somebody else, or by nobody, without a decision by rules. */
export type HeldCause =
  | 'present'
  | 'assigned'
  | 'claimed'
  | 'handed_over'
  | 'closed'
  | 'pooled'
  | 'first_contact_missed';

/** What a lead's ownership came to outside the rules. */
export interface Held {
  leadId: string;
  /** Empty: nobody, or it is over. */
  repId: string;
  /** Of the ownership. */
  revision: number;
  cause: HeldCause;
}

/** What the ledger records; the order of its entries is the order in which decisions saw them. */
export type LedgerContent =
  | { kind: 'rep'; rep: RepFacts }
  | { kind: 'team'; team: TeamFacts }
  | { kind: 'calendar'; calendar: WorkCalendar; version: number }
  | { kind: 'rules'; version: number; revision: number }
  | { kind: 'decision'; decision: LedgerDecision }
  | { kind: 'held'; held: Held }
  /** Everything that was there when the ledger began comes before it. */
  | { kind: 'begun' };

export type NewLedgerEntry = LedgerContent & {
  /** What it is about; each key is recorded once. */
  key: string;
  time: Date;
};

export type LedgerEntry = NewLedgerEntry & {
  /** Position, gapless from 1. */
  _id: number;
};

export const decisionKey = (leadId: string, cycle: number) => `decision:${leadId}:${cycle}`;

export const repEntry = (rep: RepFacts, time: Date): NewLedgerEntry => ({
  kind: 'rep',
  key: `rep:${rep.id}:${rep.revision}`,
  time,
  rep,
});
export const teamEntry = (team: TeamFacts, time: Date): NewLedgerEntry => ({
  kind: 'team',
  key: `team:${team.id}:${team.revision}`,
  time,
  team,
});
export const calendarEntry = (calendar: WorkCalendar, version: number, time: Date): NewLedgerEntry => ({
  kind: 'calendar',
  key: `calendar:${calendar.id}:${version}`,
  time,
  calendar,
  version,
});
export const rulesEntry = (version: number, revision: number, time: Date): NewLedgerEntry => ({
  kind: 'rules',
  key: `rules:${revision}`,
  time,
  version,
  revision,
});
export const heldEntry = (held: Held, time: Date): NewLedgerEntry => ({
  kind: 'held',
  key: `held:${held.leadId}:${held.revision}`,
  time,
  held,
});
export const decisionEntry = (decision: LedgerDecision, time: Date): NewLedgerEntry => ({
  kind: 'decision',
  key: decisionKey(decision.leadId, decision.cycle),
  time,
  decision,
});
