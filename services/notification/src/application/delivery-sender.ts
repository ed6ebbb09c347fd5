import { heldSession, type Leases, pause } from '@fairlead/service-kit';
import { CHANNELS, type Channel } from '../domain/channel';
import { ChannelLane, type LaneOptions, logFailure } from './channel-lane';

export interface DeliverySenderOptions extends Omit<LaneOptions, 'channel' | 'parallel'> {
  leases: Leases;
  /** Most deliveries side by side, by channel. */
  parallel: Record<Channel, number>;
}

const LEASE = 'delivery-sender';
/** A stop waits this long for sends in flight, then cuts them. */
const GRACE_MS = 6000;

/** Sends what is due, one process at a time, with a lane of its own for each channel. */
export class DeliverySender {
  private readonly stop$ = new AbortController();
  private readonly cut$ = new AbortController();
  private readonly lanes: ChannelLane[];
  private running?: Promise<void>;

  constructor(private readonly options: DeliverySenderOptions) {
    const configured = CHANNELS.filter((channel) => options.providers[channel] !== undefined);
    this.lanes = configured.map(
      (channel) => new ChannelLane({ ...options, channel, parallel: options.parallel[channel] }),
    );
  }

  /** Something may be due. */
  readonly wake = (): void => {
    for (const lane of this.lanes) lane.wake();
  };

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
    for (const provider of Object.values(this.options.providers)) provider.close();
  }

  private async run(): Promise<void> {
    const { leases, pollMs } = this.options;
    const stop = this.stop$.signal;
    while (!stop.aborted) {
      if (!(await leases.hold(LEASE))) {
        await pause(1000, stop);
        continue;
      }
      try {
        await heldSession(leases, LEASE, stop, async (held) => {
          await Promise.all(this.lanes.map((lane) => this.keepRunning(lane, held)));
        });
      } catch (error) {
        logFailure(this.options.logger, error);
        await pause(pollMs, stop);
      }
    }
  }

  /** A lane that fails, as when the store is away, begins again; the others do not notice. */
  private async keepRunning(lane: ChannelLane, held: AbortSignal): Promise<void> {
    while (!held.aborted) {
      try {
        await lane.run(held, this.cut$.signal);
      } catch (error) {
        logFailure(this.options.logger, error);
        await pause(this.options.pollMs, held);
      }
    }
  }
}
