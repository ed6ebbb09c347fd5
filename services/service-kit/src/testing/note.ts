import type { Connection, Model } from 'mongoose';
import { type AggregateDoc, aggregateSchema } from '../mongo/aggregate';
import type { Change, NewEvent } from '../mongo/aggregate-store';
import type { Codec } from '../mongo/command';

/** A small aggregate for the kit's own tests. */
export interface Note {
  text: string;
  count: number;
  doneTime?: Date;
}
export type NoteDoc = AggregateDoc<Note>;

export const noteModel = (connection: Connection) =>
  connection.model(
    'Note',
    aggregateSchema<Note>({ text: String, count: Number, doneTime: { type: Date, required: false } } as never, 'notes'),
  ) as unknown as Model<NoteDoc>;

/** Adds one and says so. */
export const increment = (doc: NoteDoc): Change<Note> => ({
  set: { count: doc.count + 1 },
  events: [noteEvent(doc._id)],
});

export const noteEvent = (id: string): NewEvent => ({
  type: 'crm.customer.customer.updated.v1',
  subject: id,
  data: { fields: ['count'] },
});

/** Text as a message, so that no generated type is needed. */
export const textCodec: Codec<string> = {
  encode: (text) => ({ finish: () => Buffer.from(text) }),
  decode: (bytes) => Buffer.from(bytes).toString(),
};
export const noteReply = { codec: textCodec, of: (doc: NoteDoc) => `${doc.text}:${doc.count}` };
