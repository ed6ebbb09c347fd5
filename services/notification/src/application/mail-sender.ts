import { classifyStoreError, heldSession, isTransient, type Leases, type Logger, pause } from '@fairlead/service-kit';
import type { DeliveryDoc } from '../repository/delivery-repository';
import { type DigestDeps, makeDigest } from './make-digest';
import { type SendDeps, sendDelivery } from './send-delivery';

export interface MailSenderOptions extends SendDeps, DigestDeps {
  leases: Leases;
  parallel: number;
  /** How often an idle sender looks for deliveries whose time has come. */
  pollMs: number;
}

const LEASE = 'mail-sender';
const BATCH = 100;
/** A stop waits this long for sends in flight, then cuts them. */
const GRACE_MS = 6000;

/** Sends what is due, one process at a time, a few mails side by side. */
export class MailSender {
  private readonly stop$ = new AbortController();
  private readonly cut$ = new AbortController();
  private wakeUp: () => void = () => undefined;
  private running?: Promise<void>;

  constructor(private readonly options: MailSenderOptions) {}

  /** Something may be due. */
  readonly wake = (): void => this.wakeUp();

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stop$.abort();
    this.wake();
    const cut = setTimeout(() => this.cut$.abort(), GRACE_MS);
    await this.running;
    clearTimeout(cut);
    await this.options.leases.release(LEASE);
    this.options.transport.close();
  }

  private async run(): Promise<void> {
    const { leases, pollMs, logger } = this.options;
    const stop = this.stop$.signal;
    while (!stop.aborted) {
      if (!(await leases.hold(LEASE))) {
        await pause(1000, stop);
        continue;
      }
      try {
        await heldSession(leases, LEASE, stop, async (held) => {
          while (!held.aborted) if ((await this.round(held)) === 0) await this.sleep(pollMs);
        });
      } catch (error) {
        logRound(logger, error);
        await pause(pollMs, stop);
      }
    }
  }

  /** Works on one batch; answers how many it got done with, whatever came of them. */
  private async round(held: AbortSignal): Promise<number> {
    const { deliveries, clock, parallel, logger } = this.options;
    const found = await deliveries.due(clock(), BATCH);
    const digests = [...new Set(found.map(({ digestId }) => digestId).filter((id) => id !== ''))];
    for (const digestId of digests) await makeDigest(this.options, digestId, clock());
    const mails: DeliveryDoc[] = found.filter(({ digestId }) => digestId === '');
    let done = digests.length;
    const worker = async () => {
      for (let mail = mails.shift(); mail && !held.aborted; mail = mails.shift()) {
        try {
          await sendDelivery(this.options, mail, this.cut$.signal);
          done += 1;
        } catch (error) {
          // It keeps its state and its place; the others go on.
          logRound(logger, error);
        }
      }
    };
    await Promise.all(Array.from({ length: parallel }, worker));
    return done;
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.stop$.signal.aborted) this.wakeUp();
    });
  }
}

/** An unavailable store is the watchdog's to report. */
function logRound(logger: Logger, error: unknown): void {
  if (!isTransient(error) && classifyStoreError(error) === 'other')
    logger.error({ err: error }, 'sending mails failed');
}
