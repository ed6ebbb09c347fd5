import type { event as proto } from '@fairlead/proto';
import { type Connection, type Model, mongo, Schema } from 'mongoose';
import type { PendingEvent } from '../mongo/aggregate';
import { retryStore } from '../mongo/store-errors';

const { BSON } = mongo;

/** An event as stored: its position is its _id. */
export interface LoggedEvent extends PendingEvent {
  _id: number;
  aggregateId: string;
}

type Listener = (appended: LoggedEvent[]) => void;

/** Readers fetch windows of this many positions; gaplessness lets them ask by id, which every engine serves by key. */
export const WINDOW = 256;

/** One service's append-only, gapless log of events. */
export class EventLog {
  readonly model: Model<LoggedEvent>;
  readonly meta: Model<{ _id: string; position: number }>;
  private knownHead = 0;
  private headKnown = false;
  private readonly listeners = new Set<Listener>();

  constructor(
    connection: Connection,
    /** Service name, for the CloudEvents source. */
    readonly service: string,
  ) {
    const schema = new Schema(
      {
        _id: Number,
        eventId: String,
        type: { type: String },
        subject: String,
        time: Date,
        aggregateId: String,
        aggregateRevision: Number,
        actor: String,
        traceParent: String,
        data: Schema.Types.Mixed,
      },
      { collection: 'events', versionKey: false, minimize: false },
    );
    schema.index({ eventId: 1 }, { unique: true, name: 'each_event_once' });
    this.model = connection.model('Event', schema) as unknown as Model<LoggedEvent>;
    const metaSchema = new Schema(
      { _id: String, position: Number },
      { collection: 'event_log_meta', versionKey: false },
    );
    this.meta = connection.model('EventLogMeta', metaSchema) as unknown as Model<{ _id: string; position: number }>;
  }

  /** Events after a position, oldest first, at most a window; stops at the first gap (an append under way). */
  async readAfter(sequence: number): Promise<LoggedEvent[]> {
    // At the end of the log one id is asked for, not a window of ids that are not there.
    const known = this.knownHead - sequence;
    if (known <= 0 && !(await this.holds(sequence + 1))) return [];
    const ids = Array.from(
      { length: known > 0 ? Math.min(known, WINDOW) : WINDOW },
      (_, index) => sequence + 1 + index,
    );
    const found = await retryStore(() =>
      this.model
        .find({ _id: { $in: ids } })
        .lean<LoggedEvent[]>()
        .exec(),
    );
    found.sort((a, b) => a._id - b._id);
    const gap = found.findIndex((event, index) => event._id !== sequence + 1 + index);
    return gap === -1 ? found : found.slice(0, gap);
  }

  private async holds(sequence: number): Promise<boolean> {
    return (await retryStore(() => this.model.findById(sequence, { _id: 1 }).lean().exec())) !== null;
  }

  /** The newest position, found from the last one known. */
  async head(): Promise<number> {
    if (!this.headKnown) {
      const newest = await retryStore(() => this.model.find({}, { _id: 1 }).sort({ _id: -1 }).limit(1).lean().exec());
      this.advance(newest[0]?._id ?? 0);
      this.headKnown = true;
    }
    for (;;) {
      const later = await this.readAfter(this.knownHead);
      const last = later.at(-1);
      if (!last) return this.knownHead;
      this.advance(last._id);
    }
  }

  /** Oldest position a reader may start after; 0 when nothing was trimmed. */
  async trimmedThrough(): Promise<number> {
    const doc = await retryStore(() => this.meta.findById('trimmed').lean<{ position: number }>().exec());
    return doc?.position ?? 0;
  }

  /** Which of these events are in the log already. */
  async known(eventIds: string[]): Promise<Set<string>> {
    const found = await retryStore(() =>
      this.model
        .find({ eventId: { $in: eventIds } }, { eventId: 1 })
        .lean<{ eventId: string }[]>()
        .exec(),
    );
    return new Set(found.map((event) => event.eventId));
  }

  /** Notes a position that is certainly in the log, and wakes the readers of this process. */
  advance(sequence: number): void {
    this.moveTo(sequence, []);
  }

  /** Notes events that this process has just appended, one position after the other, and hands them to its readers. */
  appended(events: LoggedEvent[]): void {
    // As a reader of the store gets them: what is undefined is absent there.
    const stored = events.map((event) => BSON.deserialize(BSON.serialize(event, { ignoreUndefined: true })));
    this.moveTo(events.at(-1)?._id ?? 0, stored as LoggedEvent[]);
  }

  private moveTo(sequence: number, events: LoggedEvent[]): void {
    if (sequence <= this.knownHead) return;
    this.knownHead = sequence;
    for (const listener of this.listeners) listener(events);
  }

  get lastKnown(): number {
    return this.knownHead;
  }

  /** Calls back when this process learns of newer events, with those that it appended itself. */
  onAdvance(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** The event as the API shows it. */
export function toProtoEvent(service: string, event: LoggedEvent): proto.Event {
  return {
    id: event.eventId,
    source: `/fairlead/${service}`,
    specVersion: '1.0',
    type: event.type,
    subject: event.subject,
    time: event.time,
    sequence: BigInt(event._id),
    aggregateId: event.aggregateId,
    aggregateRevision: BigInt(event.aggregateRevision),
    actor: event.actor,
    traceParent: event.traceParent,
    data: event.data,
  };
}
