import { heldSession, type Leases, pause } from '@fairlead/service-kit';
import type { AttachmentDeps } from './attachment-deps';
import { sweepAttachments } from './sweep-attachments';

const LEASE = 'follow-up.attachments';
const EVERY_MS = 5 * 60_000;

/** Sweeps attachments in one process at a time; two at once would do no harm. */
export class AttachmentSweeper {
  private readonly stop$ = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly deps: AttachmentDeps,
    private readonly leases: Leases,
    private readonly everyMs = EVERY_MS,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stop$.abort();
    await this.running;
    await this.leases.release(LEASE);
  }

  private async run(): Promise<void> {
    const { signal } = this.stop$;
    while (!signal.aborted) {
      try {
        if (await this.leases.hold(LEASE)) await heldSession(this.leases, LEASE, signal, (held) => this.pass(held));
      } catch (error) {
        this.deps.logger.warn({ err: error }, 'attachments were not swept; they are later');
      }
      await pause(this.everyMs, signal);
    }
  }

  private async pass(signal: AbortSignal): Promise<void> {
    let swept = 1;
    while (swept > 0 && !signal.aborted) swept = await sweepAttachments(this.deps, new Date(), signal);
  }
}
