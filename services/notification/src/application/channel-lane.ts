import { classifyStoreError, isTransient, type Logger } from '@fairlead/service-kit';
import type { Channel } from '../domain/channel';
import type { DeliveryDoc } from '../repository/delivery-repository';
import { type DigestDeps, makeDigest } from './make-digest';
import { type SendDeps, sendDelivery } from './send-delivery';

export interface LaneOptions extends SendDeps, DigestDeps {
  channel: Channel;
  /** Most deliveries side by side. */
  parallel: number;
  /** How often an idle lane looks for deliveries whose time has come. */
  pollMs: number;
}

const BATCH = 100;
/** One that could not even be tried, as when it cannot be read, rests so long. */
const REST_MS = 5000;

/**
 * Sends what is due on one channel, a few side by side. No target may take more than half of the places, so that one that
 * hangs holds up nobody but itself.
 */
export class ChannelLane {
  private readonly flying = new Map<string, { target: string; done: Promise<void> }>();
  /** Until when those rest that could not be tried. */
  private readonly resting = new Map<string, number>();
  private wakeUp: () => void = () => undefined;

  constructor(private readonly options: LaneOptions) {}

  /** Something may be due, or is to stop. */
  readonly wake = (): void => this.wakeUp();

  /** Runs until `held` is aborted; what is in flight then is waited for, and cut when `cut` is aborted. */
  async run(held: AbortSignal, cut: AbortSignal): Promise<void> {
    held.addEventListener('abort', this.wake, { once: true });
    try {
      while (!held.aborted) {
        if ((await this.round(held, cut)) === 0) await this.sleep(held);
      }
    } finally {
      held.removeEventListener('abort', this.wake);
      await Promise.all([...this.flying.values()].map(({ done }) => done));
    }
  }

  /** Works on one batch; answers how many it took up. */
  private async round(held: AbortSignal, cut: AbortSignal): Promise<number> {
    const { deliveries, channel, clock, parallel } = this.options;
    const found = await deliveries.due(channel, clock(), BATCH, this.saturated());
    const digests = [...new Set(found.map(({ digestId }) => digestId).filter((id) => id !== ''))];
    for (const digestId of digests) await makeDigest(this.options, digestId, clock());
    let taken = digests.length;
    for (const [id, until] of this.resting) if (until <= clock().getTime()) this.resting.delete(id);
    for (const delivery of found) {
      if (held.aborted) break;
      if (delivery.digestId !== '' || this.flying.has(delivery._id) || this.resting.has(delivery._id)) continue;
      while (this.flying.size >= parallel) await Promise.race([...this.flying.values()].map(({ done }) => done));
      if (held.aborted || this.saturated().includes(delivery.targetId ?? '')) continue;
      this.send(delivery, cut);
      taken += 1;
    }
    return taken;
  }

  private send(delivery: DeliveryDoc, cut: AbortSignal): void {
    const { logger, clock } = this.options;
    const done = sendDelivery(this.options, delivery, cut)
      // It keeps its state and its place; the others go on.
      .catch((error: unknown) => {
        this.resting.set(delivery._id, clock().getTime() + REST_MS);
        logFailure(logger, error);
      })
      .finally(() => {
        this.flying.delete(delivery._id);
        this.wake();
      });
    this.flying.set(delivery._id, { target: delivery.targetId ?? '', done });
  }

  /** Targets that have as many in flight as one may have. */
  private saturated(): string[] {
    const most = Math.max(1, Math.floor(this.options.parallel / 2));
    const counts = new Map<string, number>();
    for (const { target } of this.flying.values()) if (target) counts.set(target, (counts.get(target) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= most).map(([target]) => target);
  }

  private sleep(held: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.options.pollMs);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (held.aborted) this.wakeUp();
    });
  }
}

/** An unavailable store is the watchdog's to report. */
export function logFailure(logger: Logger, error: unknown): void {
  if (!isTransient(error) && classifyStoreError(error) === 'other') logger.error({ err: error }, 'sending failed');
}
