import { isDeepStrictEqual } from 'node:util';
import { decideNew, WaitingLine } from './allocate';
import { Allocation } from './allocation';
import type { CompiledRules } from './compiled-rules';
import { decide, type LeadFacts } from './decide';
import type { LedgerDecision, LedgerEntry } from './ledger-entry';

/** The rules of a version; version 0 stands for the time before any were published. */
export type RulesOf = (version: number, allocation: Allocation) => CompiledRules;

/** A decision that comes out otherwise than the ledger has it. */
export interface Deviation {
  sequence: number;
  recorded: LedgerDecision;
  replayed: LedgerDecision;
}

/** Makes each decision of the ledger again, from what the entries before it say, and compares everything of it. */
export class Verification {
  readonly allocation: Allocation;
  readonly deviations: Deviation[] = [];
  decisions = 0;

  constructor(
    private readonly rulesOf: RulesOf,
    from = new Allocation(),
  ) {
    this.allocation = from;
  }

  step(entry: LedgerEntry): void {
    if (entry.kind === 'decision') {
      const { decision } = entry;
      this.decisions += 1;
      const rules = this.rulesOf(this.allocation.ruleSetVersion, this.allocation);
      const { waitUntil, ...verdict } = decide(rules, leadOf(decision), this.allocation, entry.time);
      const { version } = rules.ruleSet;
      const replayed = { ...decision, ...verdict, waitUntil: waitUntil ?? null, ruleSetVersion: version };
      if (!isDeepStrictEqual(replayed, decision))
        this.deviations.push({ sequence: entry._id, recorded: decision, replayed });
    }
    this.allocation.apply(entry);
  }
}

/** Told of each decision of a simulation. */
export type OnDecision = (decision: LedgerDecision, time: Date) => void;

/**
 * Lives through the entries of the ledger with other rules, from the state at the start of the period. Facts change as
 * they did. A lead that went to a rep counts for that rep until it ended or went back in truth; what people did by hand
 * counts as they did it, but a claim only where the lead lies in a pool here too.
 */
export class Simulation {
  private readonly line: WaitingLine;

  constructor(
    readonly allocation: Allocation,
    /** The rules to be tried; undefined: those that were in force. */
    private readonly tried: CompiledRules | undefined,
    private readonly rulesOf: RulesOf,
    private readonly onDecision: OnDecision,
  ) {
    this.line = new WaitingLine(allocation);
  }

  step(entry: LedgerEntry): void {
    const { allocation } = this;
    if (entry.kind === 'decision') {
      this.serveWaiting(entry.time);
      const { decision } = entry;
      // A lead that had waited was served with those that wait here, at this very moment or before.
      if (decision.waited || allocation.knownRevision(decision.leadId) >= 0) return;
      const { leadId, revision } = decision;
      const lead = { leadId, revision: revision - 1, lead: leadOf(decision) };
      this.take(decideNew(lead, this.rules, allocation, entry.time, false), entry.time);
      return;
    }
    if (entry.kind === 'held') {
      const { held } = entry;
      const elsewhere = held.cause === 'claimed' && allocation.holderOf(held.leadId) !== '';
      if (elsewhere) return;
      // Revisions count what happened in truth; here the lead may have been decided about more or less often.
      const revision = Math.max(held.revision, allocation.knownRevision(held.leadId));
      allocation.apply({ ...entry, held: { ...held, revision } });
      return;
    }
    if (entry.kind !== 'rules' || !this.tried) allocation.apply(entry);
  }

  private get rules(): CompiledRules {
    return this.tried ?? this.rulesOf(this.allocation.ruleSetVersion, this.allocation);
  }

  private serveWaiting(time: Date): void {
    for (let next = this.line.next(this.rules, time, false); next; next = this.line.next(this.rules, time, false))
      this.take(next, time);
  }

  private take(decision: LedgerDecision, time: Date): void {
    this.allocation.decided(decision, time);
    this.onDecision(decision, time);
  }
}

const leadOf = (decision: LedgerDecision): LeadFacts => ({
  attributes: decision.attributes,
  knownOwnerId: decision.knownOwnerId,
  barredRepId: decision.barredRepId,
  ...(decision.barredUntil ? { barredUntil: decision.barredUntil } : {}),
});
