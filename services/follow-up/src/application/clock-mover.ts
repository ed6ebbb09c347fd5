import { heldSession, type Leases, pause } from '@fairlead/service-kit';
import type { Deps } from './deps';
import { carryOutMove, ensureMoves } from './move-clocks';

const LEASE = 'follow-up.clock-moves';
const EVERY_MS = 1000;

/** Carries out moves of running clocks, in one process at a time; two at once would do no harm. */
export class ClockMover {
  private readonly stop$ = new AbortController();
  private wake = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly deps: Deps,
    private readonly leases: Leases,
    private readonly settleMs: number,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stop$.abort();
    this.wake.abort();
    await this.running;
    await this.leases.release(LEASE);
  }

  /** There is something to do. */
  nudge = (): void => this.wake.abort();

  private async run(): Promise<void> {
    const { signal } = this.stop$;
    while (!signal.aborted) {
      this.wake = new AbortController();
      try {
        if (await this.leases.hold(LEASE)) await heldSession(this.leases, LEASE, signal, (held) => this.pass(held));
      } catch (error) {
        this.deps.logger.warn({ err: error }, 'moves of clocks were not looked at; they are in a moment');
      }
      if (!signal.aborted) await pause(EVERY_MS, this.wake.signal);
    }
  }

  private async pass(signal: AbortSignal): Promise<void> {
    await ensureMoves(this.deps);
    for (const move of await this.deps.moves.running()) {
      if (signal.aborted) return;
      if (await carryOutMove(this.deps, move, this.settleMs, signal)) {
        this.deps.logger.info({ move: move._id }, 'running clocks are on the new version');
      }
    }
  }
}
