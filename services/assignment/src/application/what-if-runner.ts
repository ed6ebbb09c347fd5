import { setImmediate as breathe } from 'node:timers/promises';
import { type Logger, pause } from '@fairlead/service-kit';
import type { RulesOf } from '../domain/replay';
import { type WhatIfResult, WhatIfRun } from '../domain/what-if';
import type { Ledger } from '../repository/ledger';
import type { WhatIfDoc } from '../repository/models';
import type { WhatIfRepository } from '../repository/what-if-repository';
import type { RuleBook } from './rule-book';

const EVERY_MS = 1000;
const HOLD_MS = 30_000;
const TELL_MS = 500;
/** Decisions between two pauses in which calls are served. */
const STRIDE = 16;
const ACTOR = 'service:assignment';

interface Deps {
  ledger: Ledger;
  rules: RuleBook;
  whatIfs: WhatIfRepository;
}

/** Carries out what-ifs, one at a time; one whose process died is begun again by another. */
export class WhatIfRunner {
  private stopped = false;
  private wake = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly deps: Deps,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake.abort();
    await this.running;
  }

  /** There is something to do. */
  nudge(): void {
    this.wake.abort();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.wake = new AbortController();
      try {
        const [next] = await this.deps.whatIfs.abandoned(new Date(), 1);
        if (next && (await this.hold(next))) {
          await this.carryOut(next);
          continue;
        }
      } catch (error) {
        this.logger.warn({ err: error }, 'what-ifs were not looked at; they are in a moment');
      }
      if (!this.stopped) await pause(EVERY_MS, this.wake.signal);
    }
  }

  /** False when another process took it. */
  private async hold({ _id, heldUntil }: WhatIfDoc): Promise<boolean> {
    let mine = false;
    const now = new Date();
    await this.deps.whatIfs.store.change(
      _id,
      (doc) => {
        mine = doc.state === 'RUNNING' && doc.heldUntil.getTime() === heldUntil.getTime();
        return mine ? { set: { heldUntil: new Date(now.getTime() + HOLD_MS) }, events: [] } : null;
      },
      { now, actor: ACTOR },
    );
    return mine;
  }

  private async carryOut(doc: WhatIfDoc): Promise<void> {
    try {
      const found = await this.replay(doc);
      if (!found) return;
      const { changes, ...result } = found;
      await this.deps.whatIfs.keepChanges(doc._id, changes);
      await this.note(doc._id, {
        state: 'DONE',
        decidedCount: found.decisions,
        totalCount: found.decisions,
        result: { ...withoutDecisions(result), listedChangeCount: changes.length },
      });
    } catch (error) {
      this.logger.error({ err: error, whatIfId: doc._id }, 'a what-if failed');
      await this.note(doc._id, {
        state: 'FAILED',
        failure: 'It could not be carried out; see the log of the service.',
      });
    }
  }

  /** Null when the process stops: another one begins again. */
  private async replay(doc: WhatIfDoc): Promise<(WhatIfResult & { decisions: number }) | null> {
    const { ledger, rules } = this.deps;
    const from = await ledger.firstFrom(doc.from);
    const to = await ledger.firstFrom(doc.to);
    await rules.load(doc.ruleSetVersion);
    const actual = await ledger.allocationAt(from - 1);
    const simulated = await ledger.allocationAt(from - 1);
    const rulesOf: RulesOf = (version, allocation) => rules.of(version, allocation);
    const run = new WhatIfRun({ actual, simulated }, rules.own(doc.ruleSetVersion, simulated), rulesOf);
    let told = Date.now();
    for (let at = from - 1; at < to - 1; ) {
      const entries = await ledger.readAfter(at, to - 1 - at, true);
      if (entries.length === 0) break;
      for (const [index, entry] of entries.entries()) {
        run.step(entry);
        if (index % STRIDE === STRIDE - 1) await breathe();
      }
      at += entries.length;
      if (this.stopped) {
        await this.note(doc._id, { heldUntil: new Date(0) });
        return null;
      }
      if (Date.now() - told < TELL_MS) continue;
      told = Date.now();
      const done = (at - from + 1) / (to - from);
      const totalCount = Math.max(run.decisions, Math.round(run.decisions / done));
      await this.note(doc._id, { decidedCount: run.decisions, totalCount, heldUntil: new Date(told + HOLD_MS) });
    }
    return { ...run.result(), decisions: run.decisions };
  }

  private async note(id: string, set: Partial<WhatIfDoc>): Promise<void> {
    await this.deps.whatIfs.store.change(id, () => ({ set, events: [] }), { now: new Date(), actor: ACTOR });
  }
}

const withoutDecisions = ({ decisions: _, ...result }: Omit<WhatIfResult, 'changes'> & { decisions: number }) => result;
