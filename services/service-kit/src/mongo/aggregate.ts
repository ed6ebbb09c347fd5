import { type IndexDefinition, type IndexOptions, Schema, type SchemaDefinition } from 'mongoose';

/** A command that was carried out, kept to answer a repetition the same way. */
export interface RequestRecord {
  id: string;
  caller: string;
  method: string;
  /** SHA-256 of the request. */
  hash: string;
  /** The encoded response. */
  response: Buffer;
}

/** An event inside the document that it belongs to, until the relay has appended it to the log. */
export interface PendingEvent {
  eventId: string;
  type: string;
  subject: string;
  time: Date;
  aggregateRevision: number;
  actor: string;
  traceParent: string;
  data: Record<string, unknown>;
}

/** What every aggregate document has besides its own fields. */
export interface AggregateFields {
  _id: string;
  /** Every write is conditioned on it and adds one. */
  revision: number;
  createTime: Date;
  updateTime: Date;
  /** The command that created it; kept for ever. */
  creation?: RequestRecord;
  /** The newest MAX_REQUESTS later commands. */
  requests: RequestRecord[];
  /** At most MAX_PENDING. */
  pending: PendingEvent[];
  /** Set exactly while `pending` is not empty: what the relay's sparse index finds. */
  pendingAt?: Date;
}

/** Repetitions of older commands are no longer recognised (said in the protos). */
export const MAX_REQUESTS = 50;
/** A document with this many unrelayed events takes no further command. */
export const MAX_PENDING = 64;

export type AggregateDoc<S> = S & AggregateFields;

const requestFields = { _id: false, id: String, caller: String, method: String, hash: String, response: Buffer };

/** An index with the query it serves, so that none is kept without a reader. */
export interface NamedIndex {
  serves: string;
  fields: IndexDefinition;
  options?: IndexOptions;
}

/** Schema of an aggregate: its own fields plus those above. Unknown fields are refused, never dropped. */
export function aggregateSchema<S>(
  fields: SchemaDefinition<S>,
  collection: string,
  indexes: NamedIndex[] = [],
): Schema {
  const schema = new Schema(
    {
      ...fields,
      _id: String,
      revision: Number,
      createTime: Date,
      updateTime: Date,
      creation: { type: requestFields, required: false },
      requests: [requestFields],
      pending: [
        {
          _id: false,
          eventId: String,
          type: { type: String },
          subject: String,
          time: Date,
          aggregateRevision: Number,
          actor: String,
          traceParent: String,
          data: Schema.Types.Mixed,
        },
      ],
      pendingAt: { type: Date, required: false },
    } as SchemaDefinition,
    { collection, versionKey: false, minimize: false, strict: 'throw', strictQuery: false },
  );
  schema.index({ pendingAt: 1 }, { sparse: true, name: 'relay_finds_pending' });
  for (const index of indexes) schema.index(index.fields, { name: index.serves, ...index.options });
  return schema;
}
