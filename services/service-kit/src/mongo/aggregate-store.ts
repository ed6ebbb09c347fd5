import { randomUUID } from 'node:crypto';
import type { EventCatalogue, EventType } from '@fairlead/proto';
import { Mutex } from 'async-mutex';
import type { Model } from 'mongoose';
import { AppError, alreadyExists, notFound } from '../errors/app-error';
import { crashPoint } from '../fault/crash-point';
import { currentTraceParent } from '../telemetry/trace-context';
import {
  type AggregateDoc,
  type AggregateFields,
  MAX_PENDING,
  MAX_REQUESTS,
  type PendingEvent,
  type RequestRecord,
} from './aggregate';
import { bytes, type Codec, type Command, findReplay } from './command';
import { backoff, classifyStoreError, onlyDuplicates, retryStore } from './store-errors';

/** An event to be written with a change. */
export type NewEvent = {
  [T in EventType]: { type: T; subject: string; data: EventCatalogue[T] };
}[EventType];

/** What a decision wants written: changed fields (undefined removes one) and events. */
export interface Change<S> {
  set: Partial<S>;
  events: NewEvent[];
}

/** What a present state is to become; null when nothing is to be written. May be asked several times. */
export type Decide<S> = (doc: AggregateDoc<S>) => Change<S> | null;

/** How the answer of a command is made and kept. */
export interface Reply<S, R> {
  codec: Codec<R>;
  of(doc: AggregateDoc<S>): R;
}

export interface Outcome<S, R> {
  doc: AggregateDoc<S>;
  reply: R;
  /** The command had been carried out before; nothing was written now. */
  replayed: boolean;
}

export interface WriteContext {
  now: Date;
  /** `sub` of the principal behind the change. */
  actor: string;
  /** Give up after this many milliseconds; default 10,000. */
  budgetMs?: number;
}

/** What a writer knows of the document that it wrote: its revision and its events that are not in the log yet. */
export type Written = Pick<AggregateFields, '_id' | 'revision' | 'pending'>;

/** Told of a document that has pending events, so that they reach the log at once; with them, when they are known. */
export type PendingHint = (model: Model<AggregateFields>, id: string, written?: Written) => void;

/**
 * Reads and writes one kind of aggregate: one document, one conditional write that holds the new state, the command's
 * request id with its response, and the events. Nothing else writes these collections (except the relay, which clears
 * events that it has appended).
 */
export class AggregateStore<S extends object> {
  private readonly locks = new Map<string, { mutex: Mutex; users: number }>();

  constructor(
    readonly kind: string,
    private readonly model: Model<AggregateDoc<S>>,
    private readonly hint: PendingHint = () => undefined,
  ) {}

  /** The document, or null. No scope is applied: use it for rules and services, never for an answer to a person. */
  async find(id: string): Promise<AggregateDoc<S> | null> {
    return retryStore(() => this.model.findById(id).lean<AggregateDoc<S>>().exec());
  }

  async findMany(ids: string[]): Promise<AggregateDoc<S>[]> {
    if (ids.length === 0) return [];
    return retryStore(() =>
      this.model
        .find({ _id: { $in: ids } } as never)
        .lean<AggregateDoc<S>[]>()
        .exec(),
    );
  }

  /**
   * Creates a document. With a command, its repetition answers what was answered before. Without one, an existing
   * document is the outcome (`replayed`). ALREADY_EXISTS when the id was taken by something else.
   */
  async create<R>(
    id: string,
    state: S,
    events: NewEvent[],
    context: WriteContext,
    command?: Command,
    reply?: Reply<S, R>,
  ): Promise<Outcome<S, R>> {
    const doc = newDocument(id, state, events, context);
    const answer = reply?.of(doc) as R;
    if (command && reply) doc.creation = requestRecord(command, reply.codec.encode(answer).finish());
    const end = Date.now() + (context.budgetMs ?? 10_000);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.model.insertMany([doc], { lean: true });
        crashPoint('after-write');
        if (events.length > 0) this.announce(id, doc);
        return { doc, reply: answer, replayed: false };
      } catch (error) {
        const kind = classifyStoreError(error);
        if (kind === 'duplicate') return this.existing(id, command, reply);
        // An insert of unknown outcome may be repeated: the _id decides.
        if (kind === 'other' || Date.now() >= end) throw error;
        await backoff(attempt);
      }
    }
  }

  /**
   * Creates many documents in one write, each with its events. A document that is there already is left as it is: ids say
   * what they are for, so writing the same ones again is safe at any time. Answers the documents when all of them are
   * certainly the ones written now; null when some may have been there.
   */
  async createMany(
    items: { id: string; state: S; events: NewEvent[] }[],
    context: WriteContext,
  ): Promise<AggregateDoc<S>[] | null> {
    if (items.length === 0) return [];
    const docs = items.map(({ id, state, events }) => newDocument(id, state, events, context));
    let allNew = true;
    try {
      await retryStore(() => this.model.insertMany(docs, { lean: true, ordered: false }), context);
    } catch (error) {
      if (!onlyDuplicates(error)) throw error;
      allNew = false;
    }
    crashPoint('after-write');
    for (const doc of docs) if (doc.pending.length > 0) this.announce(doc._id, allNew ? doc : undefined);
    return allNew ? docs : null;
  }

  private async existing<R>(id: string, command?: Command, reply?: Reply<S, R>): Promise<Outcome<S, R>> {
    const doc = await this.find(id);
    if (!doc)
      throw new AppError('ABORTED', 'UNIQUE_VALUE_TAKEN', `Another ${this.kind} holds a unique value of this one.`);
    if (doc.pending.length > 0) this.announce(id);
    if (!command || !reply) return { doc, reply: reply?.of(doc) as R, replayed: true };
    const record = doc.creation && findReplay([doc.creation], command);
    if (!record) throw alreadyExists('ALREADY_EXISTS', `There is a ${this.kind} ${id} already.`, { id });
    return { doc, reply: reply.codec.decode(bytes(record.response)), replayed: true };
  }

  /**
   * Changes a document: `decide` sees its present state and says what to write (null: nothing), and is asked again
   * when another write came first. A command that was carried out before is not decided again.
   */
  change<R>(
    id: string,
    decide: Decide<S>,
    context: WriteContext,
    command?: Command,
    reply?: Reply<S, R>,
  ): Promise<Outcome<S, R>> {
    return this.changeKnown(id, undefined, decide, context, command, reply);
  }

  /**
   * Like `change`, for a caller who has read the document a moment ago: the write is tried on that revision first. Only
   * when it is to change nothing, or is no longer the present revision, the document is read again.
   */
  changeFrom<R>(
    known: AggregateDoc<S>,
    decide: Decide<S>,
    context: WriteContext,
    command?: Command,
    reply?: Reply<S, R>,
  ): Promise<Outcome<S, R>> {
    return this.changeKnown(known._id, known, decide, context, command, reply);
  }

  private async changeKnown<R>(
    id: string,
    known: AggregateDoc<S> | undefined,
    decide: Decide<S>,
    context: WriteContext,
    command?: Command,
    reply?: Reply<S, R>,
  ): Promise<Outcome<S, R>> {
    return this.exclusive(id, async () => {
      const end = Date.now() + (context.budgetMs ?? 10_000);
      const first = known && decided(decide, known);
      const atOnce = first && (await this.write(known, first, context, command, reply, end));
      if (atOnce) return atOnce;
      for (let attempt = 1; ; attempt += 1) {
        const doc = await this.find(id);
        if (!doc) throw notFound(this.kind, id);
        const record = command && findReplay([...(doc.creation ? [doc.creation] : []), ...doc.requests], command);
        if (record && reply) {
          if (doc.pending.length > 0) this.announce(id);
          return { doc, reply: reply.codec.decode(bytes(record.response)), replayed: true };
        }
        const change = decide(doc);
        if (!change) return { doc, reply: reply?.of(doc) as R, replayed: false };
        const written = await this.write(doc, change, context, command, reply, end);
        if (written) return written;
        if (Date.now() >= end) {
          throw new AppError('ABORTED', 'CONTENTION', `Too many changes of this ${this.kind} at once; try again.`);
        }
        await backoff(attempt, undefined, 200);
      }
    });
  }

  /** One conditional write; null when another write came first or its outcome is unknown: the caller reads again. */
  private async write<R>(
    doc: AggregateDoc<S>,
    change: Change<S>,
    context: WriteContext,
    command: Command | undefined,
    reply: Reply<S, R> | undefined,
    end: number,
  ): Promise<Outcome<S, R> | null> {
    if (doc.pending.length + change.events.length > MAX_PENDING) {
      throw new AppError('UNAVAILABLE', 'EVENTS_PENDING', `Too many events of this ${this.kind} wait for the log.`);
    }
    const revision = doc.revision + 1;
    const events = pendingEvents(change.events, revision, context);
    const next = { ...doc, ...change.set, revision, updateTime: context.now, pending: [...doc.pending, ...events] };
    for (const [key, value] of Object.entries(change.set))
      if (value === undefined) delete next[key as keyof typeof next];
    const answer = reply?.of(next as AggregateDoc<S>) as R;
    const record = command && reply ? [requestRecord(command, reply.codec.encode(answer).finish())] : [];
    const removed = Object.entries(change.set).filter(([, value]) => value === undefined);
    const kept = Object.entries(change.set).filter(([, value]) => value !== undefined);
    const update = {
      $set: {
        ...Object.fromEntries(kept),
        revision,
        updateTime: context.now,
        ...(events.length > 0 ? { pendingAt: context.now } : {}),
        ...(record.length > 0 ? { requests: [...doc.requests, ...record].slice(-MAX_REQUESTS) } : {}),
      },
      ...(removed.length > 0 ? { $unset: Object.fromEntries(removed.map(([key]) => [key, 1])) } : {}),
      ...(events.length > 0 ? { $push: { pending: { $each: events } } } : {}),
    };
    try {
      const result = await this.model.updateOne({ _id: doc._id, revision: doc.revision } as never, update as never);
      if (result.matchedCount === 0) return null;
    } catch (error) {
      const kind = classifyStoreError(error);
      if (kind === 'duplicate') {
        throw new AppError('ABORTED', 'UNIQUE_VALUE_TAKEN', `Another ${this.kind} holds a unique value of this one.`);
      }
      if (kind === 'other' || Date.now() >= end) throw error;
      return null;
    }
    crashPoint('after-write');
    const written = next as AggregateDoc<S>;
    // Events of before may have reached the log since they were read: then the document is to be read again.
    if (events.length > 0) this.announce(doc._id, doc.pending.length === 0 ? written : undefined);
    return { doc: written, reply: answer, replayed: false };
  }

  private announce(id: string, written?: Written): void {
    this.hint(this.model as unknown as Model<AggregateFields>, id, written);
  }

  /** Changes of one document in this process wait for each other; the revision guards against other processes. */
  private async exclusive<T>(id: string, work: () => Promise<T>): Promise<T> {
    const lock = this.locks.get(id) ?? { mutex: new Mutex(), users: 0 };
    lock.users += 1;
    this.locks.set(id, lock);
    try {
      return await lock.mutex.runExclusive(work);
    } finally {
      lock.users -= 1;
      if (lock.users === 0) this.locks.delete(id);
    }
  }
}

/** What is to be written on a document that may be out of date; null when that can be told from the present one only. */
function decided<S>(decide: Decide<S>, known: AggregateDoc<S>): Change<S> | null {
  try {
    return decide(known);
  } catch {
    return null;
  }
}

const newDocument = <S>(id: string, state: S, events: NewEvent[], context: WriteContext) =>
  ({
    ...state,
    _id: id,
    revision: 1,
    createTime: context.now,
    updateTime: context.now,
    requests: [],
    pending: pendingEvents(events, 1, context),
    ...(events.length > 0 ? { pendingAt: context.now } : {}),
  }) as unknown as AggregateDoc<S>;

function pendingEvents(events: NewEvent[], aggregateRevision: number, { now, actor }: WriteContext): PendingEvent[] {
  if (events.length === 0) return [];
  const traceParent = currentTraceParent();
  return events.map(({ type, subject, data }) => ({
    eventId: randomUUID(),
    type,
    subject,
    time: now,
    aggregateRevision,
    actor,
    traceParent,
    data: data as Record<string, unknown>,
  }));
}

const requestRecord = (command: Command, response: Uint8Array): RequestRecord => ({
  id: command.requestId,
  caller: command.caller,
  method: command.method,
  hash: command.hash,
  response: Buffer.from(response),
});
