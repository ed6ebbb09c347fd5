import type { Allocation, Waiting } from './allocation';
import type { CompiledRules } from './compiled-rules';
import { decide, type LeadFacts, type Verdict } from './decide';
import type { LedgerDecision } from './ledger-entry';

/** A lead that is to be decided about. */
export interface NewLead {
  leadId: string;
  /** Revision that the ownership has now. */
  revision: number;
  lead: LeadFacts;
}

/** Decides about a lead that nobody decided about before. */
export const decideNew = (
  { leadId, revision, lead }: NewLead,
  rules: CompiledRules,
  allocation: Allocation,
  now: Date,
  detailed = true,
): LedgerDecision =>
  toDecision(leadId, 1, revision + 1, lead, false, rules, decide(rules, lead, allocation, now, detailed));

/**
 * Finds reps for waiting leads: those of the highest priority first, then the oldest. Nobody new overtakes them, so it is
 * asked before each decision; that nothing came of it is remembered until something changes that could help.
 */
export class WaitingLine {
  private quiet?: { freed: number; waiting: readonly Waiting[]; rules: CompiledRules; until: number };

  constructor(private readonly allocation: Allocation) {}

  /** The next waiting lead that a rep can take now, with the decision; null when there is none. */
  next(rules: CompiledRules, now: Date, detailed = true): LedgerDecision | null {
    const { allocation } = this;
    const at = now.getTime();
    const { waiting, freed } = allocation;
    if (waiting.length === 0) return null;
    const { quiet } = this;
    if (quiet && quiet.freed === freed && quiet.waiting === waiting && quiet.rules === rules && at < quiet.until)
      return null;
    const fruitless = new Set<string>();
    for (const wait of waiting) {
      if (wait.until <= at) continue;
      const key = keyOf(wait.lead);
      if (fruitless.has(key)) continue;
      const verdict = decide(rules, wait.lead, allocation, now, detailed);
      if (verdict.ownerId === '') fruitless.add(key);
      else {
        const { leadId, cycle, revision, lead } = wait;
        return toDecision(leadId, cycle + 1, revision + 1, lead, true, rules, verdict);
      }
    }
    this.quiet = { freed, waiting, rules, until: allocation.nextChange(at) };
    return null;
  }
}

const keyOf = (lead: LeadFacts) => JSON.stringify(lead);

const toDecision = (
  leadId: string,
  cycle: number,
  revision: number,
  lead: LeadFacts,
  waited: boolean,
  rules: CompiledRules,
  { waitUntil, ...verdict }: Verdict,
): LedgerDecision => ({
  leadId,
  cycle,
  revision,
  attributes: lead.attributes,
  knownOwnerId: lead.knownOwnerId,
  barredRepId: lead.barredRepId,
  barredUntil: lead.barredUntil ?? null,
  waited,
  ruleSetVersion: rules.ruleSet.version,
  waitUntil: waitUntil ?? null,
  ...verdict,
});
