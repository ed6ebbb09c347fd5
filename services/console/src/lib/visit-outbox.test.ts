import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/http';
import { beginVisit, changeVisit, finishVisit } from './visit-draft';
import { type OutboxDeps, pauseMs, sendWaiting } from './visit-outbox';
import { VisitStore } from './visit-store';

let made = 0;
let store: VisitStore;
beforeEach(() => {
  store = new VisitStore(`outbox-${++made}`);
});

const NOW = Date.parse('2026-03-02T09:00:00Z');

async function write(id: string, minute: number, { finished = true } = {}) {
  await store.begin(beginVisit({ id, person: 'ann', zone: 'Europe/Berlin', now: NOW + minute * 60_000 }));
  const fields = { content: `Visit ${id}`, outcome: 'FOLLOW_UP_OUTCOME_INTERESTED' };
  await store.update(id, 'ann', (draft) =>
    changeVisit(draft, { customerId: `c-${id}`, customerName: id, fields }, NOW),
  );
  if (finished) await store.update(id, 'ann', (draft) => finishVisit(draft, NOW));
}

/** A server that records each id once, and answers as a test wants it. */
function server(answer: (id: string, attempt: number) => unknown = () => undefined) {
  const recorded = new Map<string, unknown>();
  const attempts: string[] = [];
  const deps: OutboxDeps = {
    store,
    whoIsThere: async () => 'ann',
    now: () => NOW,
    send: async (customerId, input, requestId) => {
      attempts.push(requestId);
      const failure = answer(requestId, attempts.filter((id) => id === requestId).length);
      if (failure instanceof ApiError && failure.status !== 0) throw failure;
      if (!recorded.has(requestId)) recorded.set(requestId, { customerId, ...input });
      if (failure) throw failure;
    },
  };
  return { deps, recorded, attempts };
}

describe('sending visits', () => {
  it('sends what is finished, oldest first, with the time of the visit, and forgets it', async () => {
    await write('b', 2);
    await write('a', 1);
    await write('draft', 0, { finished: false });
    const { deps, recorded, attempts } = server();
    expect(await sendWaiting(deps, 'ann')).toMatchObject({
      sent: [{ id: 'a' }, { id: 'b' }],
      refused: [],
      left: false,
    });
    expect(attempts).toEqual(['a', 'b']);
    expect(recorded.get('a')).toMatchObject({
      customerId: 'c-a',
      method: 'CONTACT_METHOD_VISIT',
      occurTime: '2026-03-02T09:01:00.000Z',
    });
    expect((await store.list('ann')).map(({ id }) => id)).toEqual(['draft']);
  });

  it('records a visit once when its answer gets lost, or the page dies before it is forgotten', async () => {
    await write('a', 1);
    const { deps, recorded, attempts } = server((_, attempt) =>
      attempt === 1 ? new ApiError(0, 'OFFLINE', '') : undefined,
    );
    expect(await sendWaiting(deps, 'ann')).toMatchObject({ sent: [], left: true });
    expect((await store.list('ann'))[0]).toMatchObject({ state: 'waiting', uncertain: true });
    const remove = vi.fn(() => Promise.reject(new Error('the page died here')));
    await expect(sendWaiting({ ...deps, store: { ...pick(store), remove } }, 'ann')).rejects.toThrow();
    expect(await sendWaiting(deps, 'ann')).toMatchObject({ sent: [{ id: 'a' }], left: false });
    expect([attempts.length, recorded.size]).toEqual([3, 1]);
    expect(await store.list('ann')).toEqual([]);
  });

  it('notes an attempt before it begins', async () => {
    await write('a', 1);
    let seen: unknown;
    const { deps } = server();
    const send = async () => {
      seen = (await store.list('ann'))[0];
    };
    await sendWaiting({ ...deps, send }, 'ann');
    expect(seen).toMatchObject({ uncertain: true });
  });

  it('keeps what was refused with the reason, and goes on with the next', async () => {
    await write('a', 1);
    await write('b', 2);
    const no = new ApiError(400, 'NOT_OWNER', 'Only the owner may do this.');
    const { deps } = server((id) => (id === 'a' ? no : undefined));
    expect(await sendWaiting(deps, 'ann')).toMatchObject({ sent: [{ id: 'b' }], refused: [{ id: 'a' }], left: false });
    expect(await store.list('ann')).toMatchObject([{ id: 'a', state: 'refused', refusal: { code: 'NOT_OWNER' } }]);
    // It is not sent again by itself.
    expect(await sendWaiting(deps, 'ann')).toEqual({ sent: [], refused: [], left: false });
  });

  it('does not let one that fails hold up the others, but stops where the server is not reached', async () => {
    for (const [minute, id] of ['a', 'b', 'c'].entries()) await write(id, minute);
    const broken = server((id) => (id === 'a' ? new ApiError(500, 'INTERNAL', '') : undefined));
    expect(await sendWaiting(broken.deps, 'ann')).toMatchObject({ sent: [{ id: 'b' }, { id: 'c' }], left: true });
    await write('d', 4);
    const away = server(() => new ApiError(0, 'OFFLINE', ''));
    expect(await sendWaiting(away.deps, 'ann')).toMatchObject({ sent: [], left: true });
    expect(away.attempts).toEqual(['a']);
  });

  it('sends nothing in the name of another person, and nothing without a session', async () => {
    await write('a', 1);
    const { deps, attempts } = server(() => new ApiError(401, 'TOKEN_MISSING', ''));
    for (const who of ['bob', undefined]) await sendWaiting({ ...deps, whoIsThere: async () => who }, 'ann');
    expect(attempts).toEqual([]);
    // The session ended between the question and the command: it waits for the person to sign in again.
    expect(await sendWaiting(deps, 'ann')).toEqual({ sent: [], refused: [], left: false });
    expect(await store.list('ann')).toMatchObject([{ state: 'waiting', uncertain: false }]);
    const lost = { ...deps, whoIsThere: () => Promise.reject(new ApiError(0, 'OFFLINE', '')) };
    expect(await sendWaiting(lost, 'ann')).toMatchObject({ left: true });
  });

  it('waits longer after each failure, within a bound', () => {
    expect([0, 1, 2].map((failures) => pauseMs(failures, 0.5))).toEqual([3000, 6000, 12_000]);
    expect([pauseMs(0, 0), pauseMs(60, 1)]).toEqual([1500, 900_000]);
  });
});

const pick = ({ list, update, remove }: VisitStore) => ({ list, update, remove });
