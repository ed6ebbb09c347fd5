import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { User } from '../api/types';
import { beginVisit, changeVisit, finishVisit, MAX_VISITS } from './visit-draft';
import { MAX_KNOWN, VisitStore } from './visit-store';

let made = 0;
const newStore = (name = `visits-${++made}`) => new VisitStore(name);
const draft = (id: string, person = 'ann', now = 0) => beginVisit({ id, person, zone: 'UTC', now });
const user = (id: string) => ({ id, displayName: id, roles: ['rep'], timeZone: 'UTC' }) as unknown as User;
const customer = (id: string, minute = 0) => ({
  id,
  name: `Customer ${id}`,
  place: '',
  seenTime: new Date(minute * 60_000).toISOString(),
});

describe('visits kept on a device', () => {
  it('are there again after the browser was closed, the newest first, each person’s own', async () => {
    const store = newStore('closed');
    for (const [index, id] of ['a', 'b'].entries()) await store.begin(draft(id, 'ann', index));
    await store.begin(draft('c', 'bob'));
    const again = newStore('closed');
    expect((await again.list('ann')).map(({ id }) => id)).toEqual(['b', 'a']);
    expect((await again.list('bob')).map(({ id }) => id)).toEqual(['c']);
    expect(await again.list('zoe')).toEqual([]);
  });

  it('lose no field when two tabs change them at once', async () => {
    const [one, two] = [newStore('tabs'), newStore('tabs')];
    await one.begin(draft('a'));
    await Promise.all([
      one.update('a', 'ann', (kept) => changeVisit(kept, { fields: { content: 'Words.' } }, 1)),
      two.update('a', 'ann', (kept) => changeVisit(kept, { fields: { nextStep: 'A sample' } }, 1)),
    ]);
    expect((await one.list('ann'))[0]).toMatchObject({
      revision: 3,
      fields: { content: 'Words.', nextStep: 'A sample' },
    });
  });

  it('do not come back by a late change, nor by one of somebody else', async () => {
    const store = newStore();
    await store.begin(draft('a'));
    await expect(store.update('a', 'bob', (kept) => finishVisit(kept, 1))).rejects.toMatchObject({ fault: 'gone' });
    await expect(store.update('a', 'ann', () => undefined)).rejects.toMatchObject({ fault: 'gone' });
    await store.remove('a');
    await expect(store.update('a', 'ann', (kept) => finishVisit(kept, 1))).rejects.toMatchObject({ fault: 'gone' });
    expect(await store.list('ann')).toEqual([]);
  });

  it('are refused beyond the most that a person may have', async () => {
    const store = newStore();
    for (let index = 0; index < MAX_VISITS; index += 1) await store.begin(draft(`v${index}`));
    await expect(store.begin(draft('more'))).rejects.toMatchObject({ fault: 'tooMany' });
    await store.begin(draft('other', 'bob'));
    expect(await store.list('ann')).toHaveLength(MAX_VISITS);
  });

  it('tell other tabs of each change', async () => {
    const [one, two] = [newStore('told'), newStore('told')];
    const told = new Promise<void>((resolve) => two.onChange(resolve));
    await one.begin(draft('a'));
    await told;
  });

  it('are said not to be kept where the browser keeps nothing', async () => {
    const { indexedDB } = globalThis;
    try {
      Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true, writable: true });
      const store = newStore();
      await expect(store.begin(draft('a'))).rejects.toMatchObject({ fault: 'missing' });
      Object.defineProperty(globalThis, 'indexedDB', { value: indexedDB, configurable: true, writable: true });
      // A browser that allows it later is asked again.
      await store.begin(draft('a'));
    } finally {
      Object.defineProperty(globalThis, 'indexedDB', { value: indexedDB, configurable: true, writable: true });
    }
  });

  it('are said not to be kept when there is no room', async () => {
    const store = newStore();
    const full = new DOMException('no room', 'QuotaExceededError');
    await expect(
      store.update('a', 'ann', () => {
        throw full;
      }),
    ).rejects.toMatchObject({ fault: 'gone' });
    await store.begin(draft('a'));
    await expect(
      store.update('a', 'ann', () => {
        throw full;
      }),
    ).rejects.toMatchObject({ fault: 'full' });
    expect(await store.list('ann')).toHaveLength(1);
  });
});

describe('who and whom a device knows', () => {
  it('is the last person, until that person signs out; drafts stay or go as they said', async () => {
    const store = newStore();
    await store.arrive(user('ann'));
    await store.begin(draft('a'));
    await store.begin(draft('b', 'bob'));
    await store.see('ann', [customer('c1')]);
    expect(await store.present()).toMatchObject({ id: 'ann' });
    await store.leave('ann', { deleteDrafts: false });
    expect([await store.present(), await store.known('ann')]).toEqual([undefined, []]);
    expect(await store.list('ann')).toHaveLength(1);
    await store.arrive(user('bob'));
    await store.leave('ann', { deleteDrafts: true });
    expect(await store.list('ann')).toEqual([]);
    // Somebody else's are left alone.
    expect([(await store.present())?.id, (await store.list('bob')).length]).toEqual(['bob', 1]);
  });

  it('is the next person when somebody else signs in: customers are forgotten, drafts are not', async () => {
    const store = newStore();
    await store.arrive(user('ann'));
    await store.begin(draft('a'));
    await store.see('ann', [customer('c1')]);
    await store.arrive(user('ann'));
    expect(await store.known('ann')).toHaveLength(1);
    await store.arrive(user('bob'));
    expect([(await store.present())?.id, await store.known('ann')]).toEqual(['bob', []]);
    expect(await store.list('ann')).toHaveLength(1);
  });

  it('are the customers seen last, no more than there is room for', async () => {
    const store = newStore();
    const ids = Array.from({ length: MAX_KNOWN + 5 }, (_, index) => `c${index}`);
    for (const [minute, id] of ids.entries()) await store.see('ann', [customer(id, minute)]);
    await store.see('bob', [customer('c0')]);
    const known = await store.known('ann');
    expect([known.length, known[0]?.id, known.at(-1)?.id]).toEqual([MAX_KNOWN, `c${MAX_KNOWN + 4}`, 'c5']);
    expect(await store.known('bob')).toHaveLength(1);
  });
});
