import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { event as proto } from '@fairlead/proto';
import type { Connection } from 'mongoose';
import { AppError } from '../errors/app-error';
import { Leases } from '../lease/lease';
import { openTestStore, prepareModels, testLogger } from '../testing/store';
import { Consumer, type Effect, type Handlers } from './consumer';
import { ConsumerStore } from './consumer-store';
import type { Delivery, EventSource } from './event-source';

const TYPE = 'crm.customer.lead.created.v1';

/** A log in memory that serves like the real one. */
class MemoryLog implements EventSource {
  readonly name = 'customer';
  readonly events: proto.Event[] = [];
  /** Events up to here are no longer kept. */
  trimmed = 0;

  add(subject: string): void {
    const sequence = BigInt(this.events.length + 1);
    this.events.push({ type: TYPE, subject, sequence, data: {}, traceParent: '' } as unknown as proto.Event);
  }

  async *subscribe(after: number, _types: string[], signal: AbortSignal): AsyncGenerator<Delivery> {
    if (after < this.trimmed) {
      throw new AppError('OUT_OF_RANGE', 'POSITION_TRIMMED', 'gone', [], { oldest: String(this.trimmed) });
    }
    for (let position = after; !signal.aborted; ) {
      const event = this.events[position];
      if (!event) {
        await sleep(10);
        continue;
      }
      position += 1;
      yield { event };
    }
  }
}

async function eventually(check: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await check())) {
    if (Date.now() > end) throw new Error('did not come true in time');
    await sleep(20);
  }
}

describe('Consumer', () => {
  let connection: Connection;
  let store: ConsumerStore;
  let log: MemoryLog;
  const running: Consumer[] = [];
  const opened: Connection[] = [];

  beforeEach(async () => {
    connection = await openTestStore();
    store = new ConsumerStore(connection);
    log = new MemoryLog();
    await prepareModels([store.positions, store.parked]);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((consumer) => consumer.stop()));
    await Promise.all(opened.splice(0).map((each) => each.close()));
    await connection.close();
  });

  const consume = async (
    handle: (event: { subject: string; sequence: bigint }) => Promise<Effect>,
    skipTrimmed = false,
  ) => {
    const fresh = await openTestStore(connection.name);
    opened.push(fresh);
    const leases = new Leases(fresh, randomUUID(), testLogger);
    await prepareModels([leases.model]);
    const handlers = { [TYPE]: handle } as Handlers;
    const consumer = new Consumer({
      name: 'test.on-customer',
      source: log,
      handlers,
      store,
      leases,
      logger: testLogger,
      skipTrimmed,
    });
    running.push(consumer);
    consumer.start();
    return consumer;
  };
  const position = () => store.position('test.on-customer');

  it('applies each event, in order per subject, and moves the position', async () => {
    for (let index = 0; index < 200; index += 1) log.add(`lead-${index % 7}`);
    const seen = new Map<string, bigint[]>();
    await consume(async ({ subject, sequence }) => {
      seen.set(subject, [...(seen.get(subject) ?? []), sequence]);
      return 'applied';
    });
    await eventually(async () => (await position()) === 200);
    expect([...seen.values()].flat()).toHaveLength(200);
    for (const sequences of seen.values()) expect(sequences).toEqual([...sequences].sort((a, b) => Number(a - b)));
  });

  it('goes on where a stopped consumer ended and counts what came again', async () => {
    for (let index = 0; index < 10; index += 1) log.add('lead');
    const done = new Set<bigint>();
    const handle = async ({ sequence }: { sequence: bigint }): Promise<Effect> => {
      if (done.has(sequence)) return 'repeated';
      done.add(sequence);
      return 'applied';
    };
    const first = await consume(handle);
    await eventually(async () => (await position()) === 10);
    await first.stop();
    // As if the process had died between the effects and the position.
    await store.positions.updateOne({ _id: 'test.on-customer' }, { $set: { position: 7 } });
    log.add('lead');
    await consume(handle);
    await eventually(async () => (await position()) === 11);
    const doc = await store.positions.findById('test.on-customer').lean();
    expect(doc).toMatchObject({ applied: 11, redelivered: 3 });
  });

  it('parks a failing event and its subject, lets the others pass, and heals', async () => {
    let broken = true;
    const applied: string[] = [];
    for (const subject of ['good', 'bad', 'bad', 'good']) log.add(subject);
    const first = await consume(async ({ subject, sequence }) => {
      if (broken && subject === 'bad' && sequence === 2n) throw new Error('fault of the event');
      applied.push(`${subject}:${sequence}`);
      return 'applied';
    });
    await eventually(async () => (await position()) === 4);
    expect(applied).toEqual(['good:1', 'good:4']);
    expect((await store.parkedOf('test.on-customer')).map((parked) => parked.sequence)).toEqual([2, 3]);
    await first.stop();
    broken = false;
    await consume(async ({ subject, sequence }) => {
      applied.push(`${subject}:${sequence}`);
      return 'applied';
    });
    await eventually(async () => (await store.parkedOf('test.on-customer')).length === 0);
    expect(applied).toEqual(['good:1', 'good:4', 'bad:2', 'bad:3']);
  });

  it('waits for a dependency that is down instead of parking', async () => {
    let down = 8;
    log.add('lead');
    await consume(async () => {
      down -= 1;
      if (down > 0) throw new AppError('UNAVAILABLE', 'DOWN', 'down');
      return 'applied';
    });
    await eventually(async () => (await position()) === 1);
    expect(await store.parkedOf('test.on-customer')).toEqual([]);
  });

  it('lets one of two processes work, and the other take over', async () => {
    const workers: string[] = [];
    const work = (name: string) => async (): Promise<Effect> => {
      workers.push(name);
      return 'applied';
    };
    const first = await consume(work('first'));
    log.add('lead');
    await eventually(() => workers.length === 1);
    await consume(work('second'));
    log.add('lead');
    await eventually(() => workers.length === 2);
    await first.stop();
    log.add('lead');
    await eventually(() => workers.length === 3);
    expect(workers).toEqual(['first', 'first', 'second']);
  });

  it('passes over what the log no longer holds when it only projects, and stops there when it acts', async () => {
    for (let count = 0; count < 5; count += 1) log.add('a');
    log.trimmed = 3;
    const acted: number[] = [];
    const actor = await consume(async ({ sequence }) => {
      acted.push(Number(sequence));
      return 'applied';
    });
    await sleep(500);
    expect([acted, await position()]).toEqual([[], 0]);
    await actor.stop();
    running.splice(0);
    const projected: number[] = [];
    await consume(async ({ sequence }) => {
      projected.push(Number(sequence));
      return 'applied';
    }, true);
    await eventually(async () => (await position()) === 5);
    expect(projected).toEqual([4, 5]);
  });

  it('stops although it is told so while it waits for its lease', async () => {
    const leases = new Leases(connection, randomUUID(), testLogger);
    const hold = leases.hold.bind(leases);
    let reached: () => void = () => undefined;
    let proceed: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const gate = new Promise<void>((resolve) => {
      proceed = resolve;
    });
    leases.hold = async (name) => {
      reached();
      await gate;
      return hold(name);
    };
    const name = 'test.slow-lease';
    const consumer = new Consumer({ name, source: log, handlers: {}, store, leases, logger: testLogger });
    consumer.start();
    await asked;
    const stopped = consumer.stop();
    proceed();
    await stopped;
  });
});
