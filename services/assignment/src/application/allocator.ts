import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type Logger } from '@fairlead/service-kit';
import { decideNew, type NewLead, WaitingLine } from '../domain/allocate';
import type { Allocation } from '../domain/allocation';
import type { CompiledRules } from '../domain/compiled-rules';
import { decisionKey, type LedgerEntry, type NewLedgerEntry } from '../domain/ledger-entry';
import { type Ledger, SNAPSHOT_EVERY } from '../repository/ledger';
import { DecisionTurn, type PlacedDecision } from './decision-turn';
import type { RuleBook } from './rule-book';

/** Most matters that are appended in one write. */
const BATCH = 64;
const MAX_ATTEMPTS = 100;

interface Settle<T> {
  resolve(value: T): void;
  reject(error: unknown): void;
}
interface RecordWork {
  kind: 'record';
  entry: NewLedgerEntry;
  done: Settle<void>;
}
interface DecideWork {
  kind: 'decide';
  lead: NewLead;
  done: Settle<PlacedDecision | null>;
}
interface ServeWork {
  kind: 'serve';
  done: Settle<PlacedDecision[]>;
}
type Work = RecordWork | DecideWork | ServeWork;

/**
 * Appends to the ledger and keeps the state that its entries make. A decision is made on the state of the position that it
 * is appended at: when another process was there first, its entries are read and the decision is made again. Everything of
 * one process goes one after the other, many matters in one write.
 */
export class Allocator {
  private position = 0;
  private state?: Allocation;
  private line?: WaitingLine;
  private readonly queue: Work[] = [];
  private running = false;
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly ledger: Ledger,
    private readonly rules: RuleBook,
    private readonly logger: Logger,
  ) {}

  /** Records facts or what became of a lead; what is recorded already is left as it is. */
  record = (entry: NewLedgerEntry) => this.enqueue<void>((done) => ({ kind: 'record', entry, done }));

  /**
   * The decision about a new lead: the one that the ledger has, or a new one. Null when the ledger knows that it went
   * another way meanwhile. UNAVAILABLE while there is no team at all.
   */
  decide = (lead: NewLead) => this.enqueue<PlacedDecision | null>((done) => ({ kind: 'decide', lead, done }));

  /** Gives waiting leads to reps who can take them now; the decisions made. */
  serveWaiting = () => this.enqueue<PlacedDecision[]>((done) => ({ kind: 'serve', done }));

  /** The state of the newest position, after reading what other processes appended. Not to be changed. */
  current = (): Promise<Allocation> =>
    this.exclusively(async () => {
      await this.catchUp();
      return this.state as Allocation;
    });

  private enqueue<T>(make: (done: Settle<T>) => Work): Promise<T> {
    const waiting = new Promise<T>((resolve, reject) => {
      this.queue.push(make({ resolve, reject }));
    });
    void this.run();
    return waiting;
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    while (this.queue.length > 0) {
      const batch = this.nextBatch();
      try {
        await this.exclusively(() => this.carryOut(batch));
      } catch (error) {
        for (const work of batch) work.done.reject(error);
      }
    }
    this.running = false;
  }

  /** Records and decisions do not mix: a decision is made on what is recorded before it. */
  private nextBatch(): Work[] {
    const records = this.queue[0]?.kind === 'record';
    const other = this.queue.findIndex(({ kind }) => (kind === 'record') !== records);
    return this.queue.splice(0, Math.min(BATCH, other === -1 ? this.queue.length : other));
  }

  /** One at a time touches the state. */
  private exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  private async carryOut(batch: Work[]): Promise<void> {
    if (!this.state) await this.catchUp();
    let open = batch;
    for (let attempt = 1; ; attempt += 1) {
      const done = isRecords(open)
        ? await this.recordAll(open)
        : await this.decideAll(open as (DecideWork | ServeWork)[]);
      if (done) return;
      if (attempt >= MAX_ATTEMPTS) throw new AppError('ABORTED', 'CONTENTION', 'The ledger moves too fast; try again.');
      // Nothing new although the append failed: another process is at it, or the key is an old one.
      if ((await this.catchUp()) === 0) await sleep(Math.random() * Math.min(200, 5 * attempt));
      open = await this.settleRecorded(open);
      if (open.length === 0) return;
    }
  }

  private async recordAll(batch: RecordWork[]): Promise<boolean> {
    const entries = [...new Map(batch.map(({ entry }) => [entry.key, entry])).values()];
    if (!(await this.ledger.append(this.position, entries))) return false;
    for (const entry of entries) this.state?.apply(entry);
    this.advance(entries.length);
    for (const { done } of batch) done.resolve();
    return true;
  }

  private async decideAll(batch: (DecideWork | ServeWork)[]): Promise<boolean> {
    const state = this.state as Allocation;
    const rules = await this.rules.inForce(state);
    const now = new Date();
    const turn = new DecisionTurn(state, now);
    const known: DecideWork[] = [];
    const settles: (() => void)[] = [];
    try {
      for (const work of batch) {
        // Nobody new overtakes those that wait.
        const served = this.serve(turn, rules, now);
        if (work.kind === 'serve') settles.push(() => work.done.resolve(turn.placed(served, this.position)));
        else if (state.knownRevision(work.lead.leadId) >= 0) known.push(work);
        else {
          const index = turn.decide(decideNew(work.lead, rules, state, now));
          settles.push(() => work.done.resolve(turn.placed([index], this.position)[0] ?? null));
        }
      }
      if (turn.entries.length > 0 && !(await this.ledger.append(this.position, turn.entries))) {
        turn.undo();
        return false;
      }
    } catch (error) {
      turn.undo();
      throw error;
    }
    for (const settle of settles) settle();
    this.advance(turn.entries.length);
    for (const { done } of (await this.settleRecorded(known)) as DecideWork[]) done.resolve(null);
    return true;
  }

  private serve(turn: DecisionTurn, rules: CompiledRules, now: Date): number[] {
    const served: number[] = [];
    const line = this.line as WaitingLine;
    while (turn.entries.length < 2 * BATCH) {
      const next = line.next(rules, now);
      if (!next) break;
      served.push(turn.decide(next));
    }
    return served;
  }

  /** Reads and applies what is new in the ledger; how many entries. */
  private async catchUp(): Promise<number> {
    if (!this.state) {
      const head = await this.ledger.head();
      this.state = await this.ledger.allocationAt(head);
      this.line = new WaitingLine(this.state);
      this.position = head;
    }
    for (let read = 0; ; ) {
      const wanted = read === 0 ? 8 : 256;
      const entries = await this.ledger.readAfter(this.position, wanted, true);
      for (const entry of entries) this.state.apply(entry);
      this.position += entries.length;
      read += entries.length;
      if (entries.length < wanted) return read;
    }
  }

  /** Answers what the ledger has by now; those that it does not have. */
  private async settleRecorded<W extends Work>(batch: W[]): Promise<W[]> {
    const keys = batch.map(keyOf).filter((key) => key !== '');
    if (keys.length === 0) return batch;
    const found = new Map((await this.ledger.byKeys(keys)).map((entry) => [entry.key, entry]));
    return batch.filter((work) => {
      const entry = found.get(keyOf(work));
      // What lies beyond the state is read first.
      if (!entry || entry._id > this.position) return true;
      if (work.kind === 'record') work.done.resolve();
      else if (work.kind === 'decide') work.done.resolve(isDecision(entry) ? entry : null);
      return false;
    });
  }

  private advance(count: number): void {
    const before = this.position;
    this.position += count;
    if (Math.floor(before / SNAPSHOT_EVERY) === Math.floor(this.position / SNAPSHOT_EVERY)) return;
    // A missing one only makes a start slower.
    this.ledger
      .keepSnapshot(this.position, this.state as Allocation)
      .catch((error) => this.logger.warn({ err: error }, 'no snapshot of the ledger was kept'));
  }
}

const isRecords = (batch: Work[]): batch is RecordWork[] => batch[0]?.kind === 'record';
const isDecision = (entry: LedgerEntry): entry is PlacedDecision => entry.kind === 'decision';

function keyOf(work: Work): string {
  if (work.kind === 'record') return work.entry.key;
  return work.kind === 'decide' ? decisionKey(work.lead.leadId, 1) : '';
}
