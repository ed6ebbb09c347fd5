import { heldSession, type Leases, type Logger, pause } from '@fairlead/service-kit';

const EVERY_MS = 1000;

interface Work {
  /** Name of the lease. */
  lease: string;
  leases: Leases;
  logger: Logger;
  /** Pause between looks; a second unless given. */
  everyMs?: number;
  /** Looks once for something to do, and does it until the signal says that it is another one's turn. */
  pass(signal: AbortSignal): Promise<void>;
}

/** Does something in the background, in one process at a time; two at once have to do no harm. */
export class LeasedWorker {
  private readonly stop$ = new AbortController();
  private wake = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly work: Work) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stop$.abort();
    this.wake.abort();
    await this.running;
    await this.work.leases.release(this.work.lease);
  }

  /** There is something to do. */
  nudge = (): void => this.wake.abort();

  private async run(): Promise<void> {
    const { signal } = this.stop$;
    const { lease, leases, logger, pass, everyMs = EVERY_MS } = this.work;
    while (!signal.aborted) {
      this.wake = new AbortController();
      try {
        if (await leases.hold(lease)) await heldSession(leases, lease, signal, pass);
      } catch (error) {
        logger.warn({ err: error, lease }, 'work in the background was not done; it is tried again in a moment');
      }
      if (!signal.aborted) await pause(everyMs, this.wake.signal);
    }
  }
}
