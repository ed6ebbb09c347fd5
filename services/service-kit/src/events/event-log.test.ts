import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection, Model } from 'mongoose';
import { Leases } from '../lease/lease';
import type { AggregateFields } from '../mongo/aggregate';
import { AggregateStore, type NewEvent } from '../mongo/aggregate-store';
import { increment, type Note, noteEvent, noteModel } from '../testing/note';
import { openTestStore, prepareModels, testLogger } from '../testing/store';
import { EventLog, type LoggedEvent } from './event-log';
import { LogTail } from './log-tail';
import { Relay } from './relay';
import { trimLog } from './trim-log';

/** One service process: its own connection, log and relay on a shared database. */
async function openProcess(database?: string, options: { hints?: boolean } = {}) {
  const connection = await openTestStore(database);
  const model = noteModel(connection);
  const log = new EventLog(connection, 'customer');
  const leases = new Leases(connection, randomUUID(), testLogger);
  await prepareModels([model, log.model, log.meta, leases.model]);
  const relay = new Relay(log, [model as unknown as Model<AggregateFields>], leases, testLogger, 50);
  const hint = options.hints === false ? undefined : relay.hint;
  return { connection, model, log, relay, store: new AggregateStore<Note>('note', model, hint) };
}

const context = { now: new Date('2026-01-05T08:00:00Z'), actor: 'rep-1' };

async function allEvents(log: EventLog): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for (;;) {
    const next = await log.readAfter(events.length);
    if (next.length === 0) return events;
    events.push(...next);
  }
}

const eventually = async (check: () => Promise<boolean>, ms = 10_000) => {
  const end = Date.now() + ms;
  while (!(await check())) {
    if (Date.now() > end) throw new Error('did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const isByIds = (filter: unknown) => typeof (filter as { _id?: { $in?: unknown } })?._id?.$in === 'object';

describe('event log', () => {
  const opened: Connection[] = [];
  const open = async (...args: Parameters<typeof openProcess>) => {
    const process = await openProcess(...args);
    opened.push(process.connection);
    return process;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((connection) => connection.close()));
  });

  it('holds every event of two writing processes once, gapless, in order per document', async () => {
    const a = await open();
    const b = await open(a.connection.name);
    a.relay.start();
    b.relay.start();
    const ids = Array.from({ length: 6 }, () => randomUUID());
    await Promise.all(ids.map((id) => a.store.create(id, { text: 'a', count: 0 }, [], context)));
    await Promise.all(
      ids.flatMap((id) =>
        Array.from({ length: 12 }, (_, index) => (index % 2 ? a : b).store.change(id, increment, context)),
      ),
    );
    await eventually(async () => (await a.model.countDocuments({ pendingAt: { $exists: true } })) === 0);
    const events = await allEvents(a.log);
    expect(events.map((event) => event._id)).toEqual(Array.from({ length: 72 }, (_, index) => index + 1));
    expect(new Set(events.map((event) => event.eventId)).size).toBe(72);
    for (const id of ids) {
      const revisions = events.filter((event) => event.aggregateId === id).map((event) => event.aggregateRevision);
      expect(revisions).toEqual(Array.from({ length: 12 }, (_, index) => index + 2));
    }
    await Promise.all([a.relay.stop(), b.relay.stop()]);
  });

  it('hands its readers what it appended exactly as the store gives it, without a read', async () => {
    const a = await open();
    const tail = new LogTail(a.log, testLogger);
    await tail.open();
    const logReads = jest.spyOn(a.log.model, 'find');
    a.relay.start();
    const id = randomUUID();
    const blank = { fields: ['text'], note: undefined, nested: { time: context.now, nothing: undefined } };
    const event = { ...noteEvent(id), data: blank } as unknown as NewEvent;
    await a.store.create(id, { text: 'a', count: 0 }, [event], context);
    await eventually(async () => tail.position === 1);
    const handed = await tail.after(0);
    expect(logReads.mock.calls.filter(([filter]) => isByIds(filter))).toEqual([]);
    expect(handed).toEqual(await a.log.readAfter(0));
    expect(Object.keys(handed[0]!.data)).toEqual(['fields', 'nested']);
    await a.relay.stop();
    await tail.stop();
  });

  it('hears what another process appends, and looks more often from then on', async () => {
    const a = await open();
    const b = await open(a.connection.name);
    const tail = new LogTail(a.log, testLogger, { inCompany: 20, alone: 500, unheard: 5000 });
    await tail.open();
    const looks = jest.spyOn(a.log, 'readAfter');
    const looksIn = async (ms: number) => {
      looks.mockClear();
      await sleep(ms);
      return looks.mock.calls.length;
    };
    expect(await looksIn(600)).toBeLessThan(4);
    b.relay.start();
    await b.store.create(randomUUID(), { text: 'b', count: 0 }, [noteEvent(randomUUID())], context);
    await eventually(async () => tail.position === 1);
    expect(await looksIn(600)).toBeGreaterThan(4);
    await b.relay.stop();
    await tail.stop();
  });

  it('reads a document again whose events were moved while it was changed from an older reading', async () => {
    const a = await open();
    a.relay.start();
    const id = randomUUID();
    const { doc } = await a.store.create(id, { text: 'a', count: 0 }, [noteEvent(id)], context);
    await eventually(async () => (await a.log.head()) === 1);
    await a.store.changeFrom(doc, increment, context);
    await eventually(async () => (await a.model.countDocuments({ pendingAt: { $exists: true } })) === 0);
    expect((await allEvents(a.log)).map((event) => [event._id, event.aggregateRevision])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    await a.relay.stop();
  });

  it('finds events that a dead process left behind', async () => {
    const dead = await open(undefined, { hints: false });
    const id = randomUUID();
    await dead.store.create(id, { text: 'a', count: 0 }, [], context);
    await dead.store.change(id, increment, context);
    // Even one whose marker is missing, by the full sweep at takeover.
    await dead.model.updateOne({ _id: id }, { $unset: { pendingAt: 1 } });
    const alive = await open(dead.connection.name);
    alive.relay.start();
    await eventually(async () => (await alive.log.head()) === 1);
    await eventually(async () => (await alive.store.find(id))!.pending.length === 0);
    await alive.relay.stop();
  });

  it('does not repeat an event whose clearing was lost', async () => {
    const process = await open(undefined, { hints: false });
    const id = randomUUID();
    await process.store.create(id, { text: 'a', count: 0 }, [], context);
    await process.store.change(id, increment, context);
    const { pending } = (await process.store.find(id))!;
    const source = { model: process.model as unknown as Model<AggregateFields>, id };
    await process.relay.relay([source]);
    await process.model.updateOne({ _id: id }, { $set: { pending, pendingAt: context.now } });
    await process.store.change(id, increment, context);
    await process.relay.relay([source]);
    const events = await allEvents(process.log);
    expect(events.map((event) => event.aggregateRevision)).toEqual([2, 3]);
    expect((await process.store.find(id))!.pending).toEqual([]);
  });

  it('goes on after another process appended at the position it expected', async () => {
    const a = await open(undefined, { hints: false });
    const b = await open(a.connection.name, { hints: false });
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    for (const id of ids) {
      await a.store.create(id, { text: 'a', count: 0 }, [], context);
      await a.store.change(id, increment, context);
    }
    const source = (process: typeof a, id: string) => ({
      model: process.model as unknown as Model<AggregateFields>,
      id,
    });
    await a.relay.relay([source(a, ids[0]!)]);
    await b.relay.relay([source(b, ids[1]!)]);
    await a.relay.relay([source(a, ids[2]!)]);
    expect((await allEvents(a.log)).map((event) => event.aggregateId)).toEqual(ids);
  });

  it('trims old events but never the newest, and notes the position', async () => {
    const process = await open(undefined, { hints: false });
    const id = randomUUID();
    await process.store.create(id, { text: 'a', count: 0 }, [], context);
    for (let day = 1; day <= 5; day += 1) {
      await process.store.change(id, increment, { ...context, now: new Date(`2026-01-0${day}T00:00:00Z`) });
    }
    await process.relay.relay([{ model: process.model as unknown as Model<AggregateFields>, id }]);
    expect(await trimLog(process.log, new Date('2026-01-03T00:00:00Z'))).toBe(2);
    expect(await process.log.trimmedThrough()).toBe(2);
    expect(await trimLog(process.log, new Date('2027-01-01T00:00:00Z'))).toBe(2);
    expect((await process.log.readAfter(4)).map((event) => event._id)).toEqual([5]);
  });
});
