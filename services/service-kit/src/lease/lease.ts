import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type Connection, type Model, Schema } from 'mongoose';
import type { Logger } from '../log/logger';
import { classifyStoreError } from '../mongo/store-errors';

/**
 * Names a process slot. A process on a fixed port takes its own lease over at once after a restart; one on a port of the
 * system's choice is a slot of its own, also beside another one in the same process.
 */
export const leaseHolder = (port: number): string => `${hostname()}:${port || randomUUID()}`;

interface LeaseDoc {
  _id: string;
  holder: string;
  until: Date;
  epoch: number;
}

const TTL_MS = 5000;

/**
 * Lets one process at a time do a piece of background work. It only saves work: what the work writes is fenced by its
 * own conditions, so two holders (a stopped process that resumes) do no harm.
 */
export class Leases {
  readonly model: Model<LeaseDoc>;
  /** Those that this process took last, by name: they are renewed without being read. */
  private readonly epochs = new Map<string, number>();

  /** `holder` names the process slot: a restarted process takes its own lease over at once. */
  constructor(
    connection: Connection,
    private readonly holder: string,
    private readonly logger: Logger,
  ) {
    const schema = new Schema<LeaseDoc>(
      { _id: String, holder: String, until: Date, epoch: Number },
      { collection: 'leases', versionKey: false },
    );
    this.model = (connection.models.Lease ?? connection.model('Lease', schema)) as unknown as Model<LeaseDoc>;
  }

  /** Takes or renews a lease; false while another process holds it. */
  async hold(name: string, now = Date.now()): Promise<boolean> {
    const lease = { holder: this.holder, until: new Date(now + TTL_MS) };
    try {
      const mine = this.epochs.get(name);
      if (mine !== undefined && (await this.renew(name, mine, lease))) return true;
      const current = await this.model.findById(name).lean<LeaseDoc>().exec();
      if (!current) {
        await this.model.insertMany([{ _id: name, ...lease, epoch: 1 }]);
        this.epochs.set(name, 1);
        return true;
      }
      if (current.holder !== this.holder && current.until.getTime() > now) return false;
      return await this.renew(name, current.epoch, lease);
    } catch (error) {
      if (classifyStoreError(error) === 'other') this.logger.error({ err: error, lease: name }, 'lease failed');
      return false;
    }
  }

  /** Moves a lease on from an epoch; false when it has another one by now. */
  private async renew(name: string, epoch: number, lease: Pick<LeaseDoc, 'holder' | 'until'>): Promise<boolean> {
    this.epochs.delete(name);
    const next = { $set: { ...lease, epoch: epoch + 1 } };
    const { matchedCount } = await this.model.updateOne({ _id: name, epoch }, next);
    if (matchedCount === 1) this.epochs.set(name, epoch + 1);
    return matchedCount === 1;
  }

  /** Gives a lease back, so that another process takes over without waiting. */
  async release(name: string): Promise<void> {
    this.epochs.delete(name);
    await this.model
      .updateOne({ _id: name, holder: this.holder }, { $set: { until: new Date(0) } })
      .catch(() => undefined);
  }

  /** How often a holder renews. */
  static readonly renewMs = TTL_MS / 3;
}
