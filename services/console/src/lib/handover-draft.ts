import type { Handover, ReceiverPlan } from '../api/handovers';
import { fromWallTime, toWallTime } from './time';

/** A handover that somebody is planning, as its fields give it. */
export interface HandoverDraft {
  fromRepId: string;
  reason: string;
  /** Wall-clock times of the writer's zone; empty: none. */
  start: string;
  return: string;
  rule: string;
  leadsTo: string;
  customersTo: string;
  shares: { repId: string; weight: string }[];
  named: Record<string, string>;
  note: string;
  /** Command of exactly this content: a repetition after a lost answer creates nothing twice. */
  requestId: string;
}

export const REASONS = ['LEAVES', 'MOVES', 'ON_LEAVE'].map((word) => `HANDOVER_REASON_${word}`);
export const RULES = ['LEAST_LOAD', 'SHARES', 'MANAGER'].map((word) => `RECEIVER_RULE_${word}`);
const SHARES = 'RECEIVER_RULE_SHARES';
export const NO_SHARE = { repId: '', weight: '1' };

export const emptyHandover = (requestId: string, fromRepId: string): HandoverDraft => ({
  fromRepId,
  reason: 'HANDOVER_REASON_LEAVES',
  start: '',
  return: '',
  rule: 'RECEIVER_RULE_LEAST_LOAD',
  leadsTo: '',
  customersTo: '',
  shares: [NO_SHARE],
  named: {},
  note: '',
  requestId,
});

/** A saved draft, ready to be typed over. */
export function handoverDraftOf(handover: Handover, requestId: string, timeZone: string): HandoverDraft {
  const { fromRepId, reason, startTime, returnTime, plan, note } = handover;
  const wall = (iso: string | undefined) => (iso ? toWallTime(Date.parse(iso), timeZone) : '');
  return {
    fromRepId,
    reason,
    start: wall(startTime),
    return: wall(returnTime),
    rule: plan.rule,
    leadsTo: plan.leadsTo,
    customersTo: plan.customersTo,
    shares:
      plan.shares.length > 0 ? plan.shares.map(({ repId, weight }) => ({ repId, weight: String(weight) })) : [NO_SHARE],
    named: Object.fromEntries(plan.named.map(({ leadId, repId }) => [leadId, repId])),
    note,
    requestId,
  };
}

/** Somebody on leave comes back; whoever leaves or moves does not. */
export const isStandIn = ({ reason }: Pick<HandoverDraft, 'reason'>) => reason === 'HANDOVER_REASON_ON_LEAVE';

export function toPlan({ rule, leadsTo, customersTo, shares, named }: HandoverDraft): ReceiverPlan {
  return {
    named: Object.entries(named).flatMap(([leadId, repId]) => (repId ? [{ leadId, repId }] : [])),
    leadsTo,
    customersTo,
    rule,
    shares:
      rule === SHARES
        ? shares
            .filter(({ repId }) => repId !== '')
            .map(({ repId, weight }) => ({ repId, weight: Number(weight) || 0 }))
        : [],
  };
}

/** What is to be saved; a time that is no longer wanted is null. */
export function toHandover(draft: HandoverDraft, timeZone: string) {
  const standIn = isStandIn(draft);
  return {
    fromRepId: draft.fromRepId,
    reason: draft.reason,
    mode: standIn ? 'HANDOVER_MODE_STAND_IN' : 'HANDOVER_MODE_PERMANENT',
    startTime: fromWallTime(draft.start, timeZone) ?? null,
    returnTime: (standIn ? fromWallTime(draft.return, timeZone) : undefined) ?? null,
    plan: toPlan(draft),
    note: draft.note,
  };
}
