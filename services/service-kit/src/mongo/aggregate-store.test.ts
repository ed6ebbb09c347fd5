import { randomUUID } from 'node:crypto';
import type { Connection, Model } from 'mongoose';
import { increment, type Note, type NoteDoc, noteEvent, noteModel, noteReply } from '../testing/note';
import { openTestStore, prepareModels } from '../testing/store';
import { MAX_PENDING, MAX_REQUESTS } from './aggregate';
import { AggregateStore } from './aggregate-store';
import type { Command } from './command';

const context = { now: new Date('2026-01-05T08:00:00Z'), actor: 'rep-1' };
const command = (overrides: Partial<Command> = {}): Command => ({
  method: 'Increment',
  caller: 'rep-1',
  requestId: randomUUID(),
  hash: 'h1',
  ...overrides,
});

describe('AggregateStore', () => {
  let connections: Connection[];
  let models: Model<NoteDoc>[];
  let stores: AggregateStore<Note>[];

  beforeAll(async () => {
    const first = await openTestStore();
    connections = [first, await openTestStore(first.name)];
    models = connections.map(noteModel);
    await prepareModels([models[0]!]);
    stores = models.map((model) => new AggregateStore('note', model));
  });
  afterAll(async () => {
    await connections[0]!.dropDatabase().catch(() => undefined);
    await Promise.all(connections.map((connection) => connection.close()));
  });

  it('keeps an absent value absent, so that filters by existence and answers see none', async () => {
    const id = randomUUID();
    await stores[0]!.create(id, { text: 'a', count: 0, doneTime: undefined }, [], context);
    expect(Object.keys((await stores[1]!.find(id))!)).not.toContain('doneTime');
  });

  const start = async () => {
    const id = randomUUID();
    await stores[0]!.create(id, { text: 'a', count: 0 }, [], context);
    return id;
  };

  it('writes state, events and the request in one document', async () => {
    const id = randomUUID();
    const create = command({ method: 'Create' });
    await stores[0]!.create(id, { text: 'a', count: 0 }, [noteEvent(id)], context, create, noteReply);
    const doc = (await stores[0]!.find(id))!;
    expect(doc).toMatchObject({ text: 'a', count: 0, revision: 1 });
    expect(doc.pending).toMatchObject([
      { type: noteEvent(id).type, subject: id, aggregateRevision: 1, actor: 'rep-1' },
    ]);
    expect(doc.pendingAt).toEqual(context.now);
    expect(doc.creation).toMatchObject({ id: create.requestId, caller: 'rep-1', hash: 'h1' });
  });

  it('creates many at once, and leaves those alone that are there', async () => {
    const ids = Array.from({ length: 30 }, () => randomUUID());
    await stores[0]!.create(ids[3]!, { text: 'first', count: 9 }, [], context);
    const items = ids.map((id) => ({ id, state: { text: 'many', count: 0 }, events: [noteEvent(id)] }));
    await Promise.all([stores[0]!.createMany(items, context), stores[1]!.createMany(items, context)]);
    await stores[0]!.createMany(items, context);
    await stores[0]!.createMany([], context);
    const docs = await stores[1]!.findMany(ids);
    expect(docs).toHaveLength(30);
    expect(docs.find(({ _id }) => _id === ids[3])).toMatchObject({ text: 'first', count: 9, pending: [] });
    for (const doc of docs.filter(({ _id }) => _id !== ids[3])) {
      expect(doc).toMatchObject({ text: 'many', revision: 1, pendingAt: context.now });
      expect(doc.pending).toMatchObject([{ subject: doc._id, aggregateRevision: 1 }]);
    }
  });

  it('answers a repeated create from what was stored, also after later changes', async () => {
    const id = randomUUID();
    const create = command({ method: 'Create' });
    const make = (store: AggregateStore<Note>) =>
      store.create(id, { text: 'a', count: 0 }, [noteEvent(id)], context, create, noteReply);
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, index) => make(stores[index % 2]!)));
    await stores[0]!.change(id, increment, context);
    outcomes.push(await make(stores[1]!));
    expect(new Set(outcomes.map((outcome) => outcome.reply))).toEqual(new Set(['a:0']));
    expect(outcomes.filter((outcome) => !outcome.replayed)).toHaveLength(1);
    expect((await stores[0]!.find(id))!.revision).toBe(2);
  });

  it('refuses another body, another method and another caller under a used request id', async () => {
    const id = randomUUID();
    const create = command({ method: 'Create' });
    await stores[0]!.create(id, { text: 'a', count: 0 }, [], context, create, noteReply);
    const again = (overrides: Partial<Command>) =>
      stores[0]!.create(id, { text: 'b', count: 9 }, [], context, { ...create, ...overrides }, noteReply);
    await expect(again({ hash: 'h2' })).rejects.toMatchObject({ reason: 'REQUEST_ID_REUSED' });
    await expect(again({ caller: 'rep-2' })).rejects.toMatchObject({ reason: 'REQUEST_ID_FOREIGN' });
    await expect(
      stores[0]!.change(id, increment, context, { ...create, method: 'Increment' }, noteReply),
    ).rejects.toMatchObject({
      reason: 'REQUEST_ID_REUSED',
    });
    await expect(again({ requestId: randomUUID() })).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(await stores[0]!.find(id)).toMatchObject({ text: 'a', count: 0, revision: 1 });
  });

  it('loses no increment of many at once from two processes, and gives each event once', async () => {
    const id = await start();
    await Promise.all(Array.from({ length: 40 }, (_, index) => stores[index % 2]!.change(id, increment, context)));
    const doc = (await stores[0]!.find(id))!;
    expect(doc).toMatchObject({ count: 40, revision: 41 });
    expect(new Set(doc.pending.map((event) => event.eventId)).size).toBe(40);
    expect(doc.pending.map((event) => event.aggregateRevision)).toEqual(Array.from({ length: 40 }, (_, i) => i + 2));
  });

  it('carries out a command once however often it comes at once', async () => {
    const id = await start();
    const once = command();
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, index) => stores[index % 2]!.change(id, increment, context, once, noteReply)),
    );
    expect(new Set(outcomes.map((outcome) => outcome.reply))).toEqual(new Set(['a:1']));
    expect((await stores[0]!.find(id))!.count).toBe(1);
  });

  it('changes a document from what was read before, and looks again when that is out of date', async () => {
    const id = await start();
    const read = (await stores[0]!.find(id))!;
    const find = jest.spyOn(models[0]!, 'findById');
    expect((await stores[0]!.changeFrom(read, increment, context)).doc).toMatchObject({ count: 1, revision: 2 });
    expect(find).not.toHaveBeenCalled();
    // The same old reading again: the write does not fit, so the present state is changed.
    expect((await stores[0]!.changeFrom(read, increment, context)).doc).toMatchObject({ count: 2, revision: 3 });
    // What an old reading refuses or leaves alone is asked of the present state.
    const only = (count: number) => (doc: NoteDoc) => (doc.count === count ? increment(doc) : null);
    expect((await stores[0]!.changeFrom(read, only(2), context)).doc.count).toBe(3);
    const strict = (doc: NoteDoc) => {
      if (doc.count === 0) throw new Error('too early');
      return increment(doc);
    };
    expect((await stores[0]!.changeFrom(read, strict, context)).doc.count).toBe(4);
    find.mockRestore();
  });

  it('carries out a command once, also from an old reading', async () => {
    const id = await start();
    const read = (await stores[0]!.find(id))!;
    const once = command();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        stores[index % 2]!.changeFrom(read, increment, context, once, noteReply),
      ),
    );
    expect(new Set(outcomes.map((outcome) => outcome.reply))).toEqual(new Set(['a:1']));
    expect((await stores[0]!.find(id))!.count).toBe(1);
  });

  it('writes nothing when the decision is to change nothing or throws', async () => {
    const id = await start();
    await stores[0]!.change(id, () => null, context, command(), noteReply);
    const fault = new Error('no');
    await expect(
      stores[0]!.change(
        id,
        () => {
          throw fault;
        },
        context,
      ),
    ).rejects.toBe(fault);
    expect(await stores[0]!.find(id)).toMatchObject({ revision: 1, requests: [] });
  });

  it('removes a field that is set to undefined', async () => {
    const id = await start();
    await stores[0]!.change(id, () => ({ set: { text: undefined }, events: [] }), context);
    expect(await stores[0]!.find(id)).not.toHaveProperty('text');
  });

  it('keeps the newest requests only, and refuses a document whose events do not drain', async () => {
    const id = await start();
    for (let index = 0; index < MAX_REQUESTS + 2; index += 1) {
      await stores[0]!.change(
        id,
        (doc) => ({ set: { count: doc.count + 1 }, events: [] }),
        context,
        command(),
        noteReply,
      );
    }
    expect((await stores[0]!.find(id))!.requests).toHaveLength(MAX_REQUESTS);
    const full = randomUUID();
    await stores[0]!.create(full, { text: 'a', count: 0 }, Array(MAX_PENDING).fill(noteEvent(full)), context);
    await expect(stores[0]!.change(full, increment, context)).rejects.toMatchObject({ reason: 'EVENTS_PENDING' });
  });

  it('says NOT_FOUND for a missing document', async () => {
    await expect(stores[0]!.change(randomUUID(), increment, context)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
