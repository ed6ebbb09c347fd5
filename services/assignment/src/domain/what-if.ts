import type { Allocation } from './allocation';
import type { CompiledRules } from './compiled-rules';
import type { LedgerDecision, LedgerEntry } from './ledger-entry';
import { type RulesOf, Simulation } from './replay';

/** One rep in the comparison. */
export interface RepOutcome {
  repId: string;
  leadsBefore: number;
  leadsAfter: number;
  peakOpenBefore: number;
  peakOpenAfter: number;
  capacityWeight: number;
  /** Share of the rep's leads whose first contact was missed, smoothed. */
  missRate: number;
}

/** A lead that would have gone elsewhere. */
export interface LeadChange {
  leadId: string;
  time: Date;
  ownerBefore: string;
  ownerAfter: string;
  ruleBefore: string;
  ruleAfter: string;
  reasonAfter: string;
}

export interface WhatIfResult {
  reps: RepOutcome[];
  leadCount: number;
  unassignedBefore: number;
  unassignedAfter: number;
  fairnessBefore: number;
  fairnessAfter: number;
  expectedMissesBefore: number;
  expectedMissesAfter: number;
  changedCount: number;
  /** The first MAX_CHANGES of them, in the order of their decisions. */
  changes: LeadChange[];
}

export const MAX_CHANGES = 10_000;
/** Weight of everybody's rate of misses in that of a rep with few leads. */
const SMOOTHING = 5;

/** What became of a lead by rules: the last decision about it. */
interface Fate {
  time: Date;
  ownerId: string;
  ruleId: string;
  reason: string;
}

/** Counts one side of the comparison. */
class Side {
  readonly fates = new Map<string, Fate>();
  readonly leads = new Map<string, number>();
  readonly peaks = new Map<string, number>();

  constructor(private readonly allocation: Allocation) {}

  note({ leadId, ownerId, ruleId, reason }: LedgerDecision, time: Date): void {
    this.fates.set(leadId, { time: this.fates.get(leadId)?.time ?? time, ownerId, ruleId, reason });
    if (ownerId === '') return;
    this.leads.set(ownerId, (this.leads.get(ownerId) ?? 0) + 1);
    const open = this.allocation.rep(ownerId)?.load.openLeads ?? 0;
    if (open > (this.peaks.get(ownerId) ?? 0)) this.peaks.set(ownerId, open);
  }

  get unassigned(): number {
    let count = 0;
    for (const { ownerId } of this.fates.values()) if (ownerId === '') count += 1;
    return count;
  }
}

/** Compares what the rules in force did in a period with what other rules would have done. */
export class WhatIfRun {
  private readonly actual: Allocation;
  private readonly before: Side;
  private readonly after: Side;
  private readonly simulation: Simulation;
  private readonly missed = new Map<string, number>();
  decisions = 0;

  /** Both allocations are the state at the start of the period; each is changed here. */
  constructor(
    private readonly start: { actual: Allocation; simulated: Allocation },
    tried: CompiledRules,
    rulesOf: RulesOf,
  ) {
    this.actual = start.actual;
    this.before = new Side(start.actual);
    this.after = new Side(start.simulated);
    this.simulation = new Simulation(start.simulated, tried, rulesOf, (decision, time) =>
      this.after.note(decision, time),
    );
  }

  step(entry: LedgerEntry): void {
    if (entry.kind === 'held' && entry.held.cause === 'first_contact_missed') {
      const repId = this.actual.holderOf(entry.held.leadId);
      if (repId !== '') this.missed.set(repId, (this.missed.get(repId) ?? 0) + 1);
    }
    this.simulation.step(entry);
    this.actual.apply(entry);
    if (entry.kind !== 'decision') return;
    this.decisions += 1;
    this.before.note(entry.decision, entry.time);
  }

  result(): WhatIfResult {
    const { before, after } = this;
    const reps = this.reps();
    const { changes, changedCount } = this.changes();
    const expected = (leads: (rep: RepOutcome) => number) =>
      reps.reduce((sum, rep) => sum + leads(rep) * rep.missRate, 0);
    return {
      reps,
      leadCount: before.fates.size,
      unassignedBefore: before.unassigned,
      unassignedAfter: after.unassigned,
      fairnessBefore: fairness(reps, ({ leadsBefore }) => leadsBefore),
      fairnessAfter: fairness(reps, ({ leadsAfter }) => leadsAfter),
      expectedMissesBefore: expected(({ leadsBefore }) => leadsBefore),
      expectedMissesAfter: expected(({ leadsAfter }) => leadsAfter),
      changedCount,
      changes,
    };
  }

  private reps(): RepOutcome[] {
    const { before, after, missed } = this;
    const sum = (counts: Map<string, number>) => [...counts.values()].reduce((total, count) => total + count, 0);
    const given = sum(before.leads);
    const overall = given > 0 ? Math.min(1, sum(missed) / given) : 0;
    const found: RepOutcome[] = [];
    for (const { facts } of this.start.actual.allReps) {
      const { id, capacityWeight, active } = facts;
      const leadsBefore = before.leads.get(id) ?? 0;
      const leadsAfter = after.leads.get(id) ?? 0;
      if (leadsBefore + leadsAfter === 0 && (!active || capacityWeight <= 0)) continue;
      const misses = (missed.get(id) ?? 0) + overall * SMOOTHING;
      found.push({
        repId: id,
        leadsBefore,
        leadsAfter,
        peakOpenBefore: before.peaks.get(id) ?? 0,
        peakOpenAfter: after.peaks.get(id) ?? 0,
        capacityWeight,
        missRate: Math.min(1, misses / (leadsBefore + SMOOTHING)),
      });
    }
    return found.sort((a, b) => (a.repId < b.repId ? -1 : 1));
  }

  private changes(): { changes: LeadChange[]; changedCount: number } {
    const changes: LeadChange[] = [];
    let changedCount = 0;
    for (const [leadId, was] of this.before.fates) {
      const would = this.after.fates.get(leadId) ?? { ownerId: '', ruleId: '', reason: '' };
      if (would.ownerId === was.ownerId) continue;
      changedCount += 1;
      if (changes.length >= MAX_CHANGES) continue;
      changes.push({
        leadId,
        time: was.time,
        ownerBefore: was.ownerId,
        ownerAfter: would.ownerId,
        ruleBefore: was.ruleId,
        ruleAfter: would.ruleId,
        reasonAfter: would.reason,
      });
    }
    return { changes, changedCount };
  }
}

/**
 * Jain's fairness index of leads per capacity weight (R. Jain, D. Chiu, W. Hawe, "A quantitative measure of fairness",
 * DEC TR-301, 1984): (Σx)² / (n·Σx²); 1 when all have the same, 1/n when one has everything. 1 when nobody has any.
 */
export function fairness(reps: readonly RepOutcome[], leads: (rep: RepOutcome) => number): number {
  const shares = reps.filter(({ capacityWeight }) => capacityWeight > 0).map((rep) => leads(rep) / rep.capacityWeight);
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share * share, 0);
  return squares === 0 ? 1 : (sum * sum) / (shares.length * squares);
}

/** A what-if as kept; its changes lie beside it. */
export interface WhatIf {
  ruleSetVersion: number;
  from: Date;
  to: Date;
  actor: string;
  state: 'RUNNING' | 'DONE' | 'FAILED';
  decidedCount: number;
  totalCount: number;
  failure: string;
  /** Until when the process that runs it is taken to be alive. */
  heldUntil: Date;
  result?: Omit<WhatIfResult, 'changes'> & { listedChangeCount: number };
}
