import type { Allocation } from '../domain/allocation';
import { decisionEntry, type LedgerDecision, type LedgerEntry, type NewLedgerEntry } from '../domain/ledger-entry';

/** A decision in its place in the ledger. */
export type PlacedDecision = LedgerEntry & { kind: 'decision' };

/** Decisions to be appended in one write; each sees the ones before it, and all of them can be taken back. */
export class DecisionTurn {
  readonly entries: NewLedgerEntry[] = [];
  private readonly undos: (() => void)[] = [];

  constructor(
    private readonly state: Allocation,
    private readonly now: Date,
  ) {}

  /** Place of the decision among the entries. */
  decide(decision: LedgerDecision): number {
    this.undos.push(this.state.decided(decision, this.now));
    return this.entries.push(decisionEntry(decision, this.now)) - 1;
  }

  /** The entries as they stand in the ledger when they were appended after a position. */
  placed = (indexes: number[], position: number): PlacedDecision[] =>
    indexes.map((index) => ({ ...this.entries[index], _id: position + 1 + index }) as PlacedDecision);

  /** Takes the decisions back, the last one first. */
  undo(): void {
    for (const undo of this.undos.splice(0).reverse()) undo();
  }
}
