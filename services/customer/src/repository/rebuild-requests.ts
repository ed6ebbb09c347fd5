import { retryStore } from '@fairlead/service-kit';
import { type Connection, type Model, Schema } from 'mongoose';

interface RequestDoc {
  _id: 'lookup';
  requestedAt: Date;
}

export const rebuildRequestModel = (connection: Connection): Model<RequestDoc> =>
  connection.model(
    'RebuildRequest',
    new Schema({ _id: String, requestedAt: Date }, { collection: 'rebuild_requests', versionKey: false }),
  ) as unknown as Model<RequestDoc>;

/** When somebody last asked for a new lookup index; every process looks here. */
export class RebuildRequests {
  constructor(private readonly model: Model<RequestDoc>) {}

  async request(now: Date): Promise<void> {
    await retryStore(() => this.model.updateOne({ _id: 'lookup' }, { $set: { requestedAt: now } }, { upsert: true }));
  }

  async newest(): Promise<Date | undefined> {
    const doc = await retryStore(() => this.model.findById('lookup').lean<RequestDoc>().exec());
    return doc?.requestedAt;
  }
}
