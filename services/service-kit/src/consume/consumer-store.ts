import type { event as proto } from '@fairlead/proto';
import { type Connection, type Model, Schema } from 'mongoose';
import { retryStore } from '../mongo/store-errors';

export interface PositionDoc {
  _id: string;
  /** All events up to here are applied or parked. */
  position: number;
  applied: number;
  /** Events that came again after their effect had been made (crash between effect and position). */
  redelivered: number;
}

/** An event that kept failing, or one that waits behind such an event of the same subject. */
export interface ParkedDoc {
  _id: string;
  consumer: string;
  subject: string;
  sequence: number;
  event: Record<string, unknown>;
  error: string;
  attempts: number;
  parkedAt: Date;
}

/** Positions and parked events of a service's consumers. */
export class ConsumerStore {
  readonly positions: Model<PositionDoc>;
  readonly parked: Model<ParkedDoc>;

  constructor(connection: Connection) {
    const positionSchema = new Schema(
      { _id: String, position: Number, applied: Number, redelivered: Number },
      { collection: 'consumer_positions', versionKey: false },
    );
    const parkedSchema = new Schema(
      {
        _id: String,
        consumer: String,
        subject: String,
        sequence: Number,
        event: Schema.Types.Mixed,
        error: String,
        attempts: Number,
        parkedAt: Date,
      },
      { collection: 'parked_events', versionKey: false },
    );
    parkedSchema.index({ consumer: 1, sequence: 1 }, { name: 'parked_of_a_consumer_in_order' });
    this.positions = connection.model('ConsumerPosition', positionSchema) as unknown as Model<PositionDoc>;
    this.parked = connection.model('ParkedEvent', parkedSchema) as unknown as Model<ParkedDoc>;
  }

  async position(consumer: string): Promise<number> {
    const doc = await retryStore(() => this.positions.findById(consumer).lean<PositionDoc>().exec());
    if (doc) return doc.position;
    await this.positions
      .insertMany([{ _id: consumer, position: 0, applied: 0, redelivered: 0 }])
      .catch((error: { code?: number }) => {
        if (error.code !== 11000) throw error;
      });
    return 0;
  }

  /** Moves a position by compare-and-set; false when another process moved it. */
  async advance(consumer: string, from: number, to: number, counts = { applied: 0, redelivered: 0 }): Promise<boolean> {
    const result = await retryStore(() =>
      this.positions.updateOne({ _id: consumer, position: from }, { $set: { position: to }, $inc: counts }),
    );
    return result.matchedCount === 1;
  }

  /** For projections only: start again from a position. */
  async rewind(consumer: string, to: number): Promise<void> {
    await this.positions.updateOne({ _id: consumer }, { $set: { position: to } }, { upsert: true });
  }

  async park(consumer: string, event: proto.Event, error: string, now: Date): Promise<void> {
    const sequence = Number(event.sequence);
    await retryStore(() =>
      this.parked.updateOne(
        { _id: `${consumer}:${sequence}` },
        {
          $set: { consumer, subject: event.subject, sequence, event: { ...event, sequence }, error },
          $inc: { attempts: 1 },
          $setOnInsert: { parkedAt: now },
        },
        { upsert: true },
      ),
    );
  }

  async parkedOf(consumer: string): Promise<ParkedDoc[]> {
    return retryStore(() =>
      this.parked.find({ consumer }).sort({ sequence: 1 }).limit(1000).lean<ParkedDoc[]>().exec(),
    );
  }

  async unpark(id: string): Promise<void> {
    await retryStore(() => this.parked.deleteOne({ _id: id }));
  }
}
