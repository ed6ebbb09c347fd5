import type { Connection } from 'mongoose';
import { openTestStore, prepareModels, testLogger } from '../testing/store';
import { Leases, leaseHolder } from './lease';

describe('Leases', () => {
  let a: Connection;
  let b: Connection;
  beforeAll(async () => {
    a = await openTestStore();
    b = await openTestStore(a.name);
  });
  afterAll(() => Promise.all([a.close(), b.close()]));

  it('is held by one process, renewed by it, and free for others after its time', async () => {
    const first = new Leases(a, 'first', testLogger);
    const second = new Leases(b, 'second', testLogger);
    await prepareModels([first.model]);
    const now = Date.now();
    expect(await first.hold('work', now)).toBe(true);
    expect(await second.hold('work', now + 1000)).toBe(false);
    expect(await first.hold('work', now + 2000)).toBe(true);
    expect(await second.hold('work', now + 6000)).toBe(false);
    expect(await second.hold('work', now + 7001)).toBe(true);
    expect(await first.hold('work', now + 7002)).toBe(false);
    await second.release('work');
    expect(await first.hold('work', now + 7003)).toBe(true);
  });

  it('is renewed by one write, without being read', async () => {
    const lease = new Leases(a, 'first', testLogger);
    expect(await lease.hold('quick')).toBe(true);
    const read = jest.spyOn(lease.model, 'findById');
    expect([await lease.hold('quick'), await lease.hold('quick')]).toEqual([true, true]);
    expect(read).not.toHaveBeenCalled();
    read.mockRestore();
  });

  it('goes to exactly one of many that ask at once', async () => {
    const leases = Array.from({ length: 10 }, (_, index) => new Leases(index % 2 ? a : b, `p${index}`, testLogger));
    const held = await Promise.all(leases.map((lease) => lease.hold('race')));
    expect(held.filter(Boolean)).toHaveLength(1);
  });

  it('know a slot by its port; two processes on ports of the system’s choice are two slots', () => {
    expect(leaseHolder(50051)).toBe(leaseHolder(50051));
    expect(leaseHolder(0)).not.toBe(leaseHolder(0));
  });
});
