import { type Logger, pause } from '@fairlead/service-kit';
import { LRUCache } from 'lru-cache';
import type { DecisionMarks } from '../repository/decision-marks';
import type { Ledger } from '../repository/ledger';
import { LedgerMending } from './compare-ledger';
import { completeDecision } from './complete-decision';
import type { PlacedDecision } from './decision-turn';
import type { OwnershipDeps } from './ownership-deps';

const EVERY_MS = 1000;
/** Decisions younger than this are being completed by whoever made them. */
const IN_FLIGHT_MS = 10_000;
const FETCH_EVERY_MS = 15_000;
const MEND_EVERY_MS = 300_000;
const ACTOR = 'service:assignment';

/**
 * Gives waiting leads to reps as soon as one can take them, and completes decisions whose process died before it had
 * written them into the ownership. Runs in every process; what it does twice has no effect.
 */
export class DecisionKeeper {
  private stopped = false;
  private wake = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private nextFetch = new Date(0);
  private nextMending = new Date(0);
  private readonly mending: LedgerMending;
  /** Positions of decisions that this process completed. */
  private readonly completed = new LRUCache<number, true>({ max: 10_000 });

  constructor(
    private readonly deps: OwnershipDeps & { ledger: Ledger; marks: DecisionMarks },
    private readonly logger: Logger,
  ) {
    this.mending = new LedgerMending(deps.ownerships, deps.facts);
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.serveWaiting();
        await this.completeLeft(new Date());
        await this.fetchCalendars(new Date());
        await this.mend(new Date());
      } catch (error) {
        this.logger.warn({ err: error }, 'waiting leads were not looked at; they are in a moment');
      }
      await pause(EVERY_MS, this.wake.signal);
    }
  }

  private async serveWaiting(): Promise<void> {
    const state = await this.deps.allocator.current();
    if (state.waiting.length === 0) return;
    for (const entry of await this.deps.allocator.serveWaiting()) {
      await completeDecision(this.deps, entry, { now: new Date(), actor: ACTOR });
      this.completed.set(entry._id, true);
    }
  }

  /** Follow-up tells of changed calendars; those that teams had before this service listened are fetched here. */
  private async fetchCalendars(now: Date): Promise<void> {
    if (now < this.nextFetch) return;
    this.nextFetch = new Date(now.getTime() + FETCH_EVERY_MS);
    for (const calendarId of (await this.deps.allocator.current()).missingCalendars) {
      await this.deps.facts
        .calendar(calendarId)
        .catch((error) => this.logger.warn({ err: error, calendarId }, 'a calendar of a team cannot be read'));
    }
  }

  private async mend(now: Date): Promise<void> {
    if (now < this.nextMending) return;
    this.nextMending = new Date(now.getTime() + MEND_EVERY_MS);
    const mended = await this.mending.round(await this.deps.allocator.current(), { now, actor: ACTOR });
    if (mended > 0) this.logger.warn({ mended }, 'the ledger counted leads for others than their owners');
  }

  /** Walks on from the position up to which everything is completed. */
  private async completeLeft(now: Date): Promise<void> {
    const { ledger, marks } = this.deps;
    const from = await marks.position();
    const entries = await ledger.readAfter(from, undefined, true);
    const old = entries.findIndex(({ time }) => now.getTime() - time.getTime() < IN_FLIGHT_MS);
    const due = old === -1 ? entries : entries.slice(0, old);
    const last = due.at(-1);
    if (!last) return;
    const decisions = due.filter((entry): entry is PlacedDecision => entry.kind === 'decision');
    const open = decisions.filter(({ _id }) => !this.completed.has(_id));
    const known = new Map(
      (await this.deps.ownerships.findMany(open.map(({ decision }) => decision.leadId))).map((doc) => [doc._id, doc]),
    );
    for (const entry of open) {
      const { leadId, cycle } = entry.decision;
      if ((known.get(leadId)?.cycle ?? cycle) >= cycle) continue;
      if (await completeDecision(this.deps, entry, { now, actor: ACTOR }))
        this.logger.info({ leadId, sequence: entry._id }, 'a decision was completed whose process had died');
    }
    await marks.advance(from, last._id);
  }
}
