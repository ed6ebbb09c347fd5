import type { event as proto } from '@fairlead/proto';
import { afterKey, type PageKey, retryStore } from '@fairlead/service-kit';
import { type Connection, type Model, Schema } from 'mongoose';

/** One thing that happened; its id is the event's place in its log, so it can never be there twice. */
export interface TimelineDoc {
  /** `{service}:{sequence}`. */
  _id: string;
  customerId: string;
  type: string;
  time: Date;
  actor: string;
  data: Record<string, unknown>;
}

export const timelineModel = (connection: Connection): Model<TimelineDoc> => {
  const schema = new Schema<TimelineDoc>(
    { _id: String, customerId: String, type: { type: String }, time: Date, actor: String, data: Schema.Types.Mixed },
    { collection: 'timeline_entries', versionKey: false, minimize: false },
  );
  schema.index({ customerId: 1, time: -1, _id: 1 }, { name: 'timeline_of_a_customer' });
  return connection.model('TimelineEntry', schema) as unknown as Model<TimelineDoc>;
};

/** All access to the timeline; who may read a customer is asked from customer before. */
export class TimelineRepository {
  constructor(private readonly model: Model<TimelineDoc>) {}

  /** Writes the entry of an event, also over a former form of it; false when it is there already. */
  async add(service: string, event: proto.Event): Promise<boolean> {
    const entry = {
      customerId: event.subject,
      type: event.type,
      time: event.time,
      actor: event.actor,
      data: event.data ?? {},
    };
    const result = await retryStore(() =>
      this.model.updateOne({ _id: `${service}:${event.sequence}` }, { $set: entry }, { upsert: true }),
    );
    return result.upsertedCount === 1;
  }

  /** `withCases`: also what happened with files at cases. */
  async page(
    customerId: string,
    { types, withCases }: { types: string[]; withCases: boolean },
    key: PageKey | undefined,
    size: number,
  ): Promise<TimelineDoc[]> {
    const order: [string, 1 | -1][] = [
      ['time', -1],
      ['_id', 1],
    ];
    const filter = {
      customerId,
      ...(types.length > 0 ? { type: { $in: types } } : {}),
      ...(withCases ? {} : { 'data.recordKind': { $ne: 'RECORD_KIND_CASE' } }),
      ...(key ? afterKey(order, [new Date(key[0] as number), key[1]]) : {}),
    };
    return retryStore(() =>
      this.model
        .find(filter as never)
        .sort({ time: -1, _id: 1 })
        .limit(size)
        .lean<TimelineDoc[]>()
        .exec(),
    );
  }

  /** Takes out entries of types that timelines no longer show; answers how many. */
  async keepOnly(types: string[]): Promise<number> {
    return (await this.model.deleteMany({ type: { $nin: types } })).deletedCount;
  }
}
