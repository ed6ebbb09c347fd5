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
      const current = await this.model.findById(name).lean<LeaseDoc>().exec();
      if (!current) {
        await this.model.insertMany([{ _id: name, ...lease, epoch: 1 }]);
        return true;
      }
      if (current.holder !== this.holder && current.until.getTime() > now) return false;
      const result = await this.model.updateOne(
        { _id: name, epoch: current.epoch },
        { $set: { ...lease, epoch: current.epoch + 1 } },
      );
      return result.matchedCount === 1;
    } catch (error) {
      if (classifyStoreError(error) === 'other') this.logger.error({ err: error, lease: name }, 'lease failed');
      return false;
    }
  }

  /** Gives a lease back, so that another process takes over without waiting. */
  async release(name: string): Promise<void> {
    await this.model
      .updateOne({ _id: name, holder: this.holder }, { $set: { until: new Date(0) } })
      .catch(() => undefined);
  }

  /** How often a holder renews. */
  static readonly renewMs = TTL_MS / 3;
}
