import { describe, expect, it } from 'vitest';
import { changeQueue, nextToSend, type QueuedFile, sortChosen } from './upload-queue';

const file = (name: string, size = 1) => new File([new Uint8Array(size)], name);
const added = (...ids: string[]) =>
  changeQueue<string>([], { step: 'add', files: ids.map((id) => ({ id, file: file(id) })) });

describe('files on their way', () => {
  it('wait until their record is there, then go one by one', () => {
    let queue = added('a', 'b');
    expect(nextToSend(queue)).toBeUndefined();
    queue = changeQueue(queue, { step: 'place', place: 'first' });
    expect(nextToSend(queue)?.id).toBe('a');
    queue = changeQueue(queue, { step: 'start', id: 'a' });
    expect(nextToSend(queue)).toBeUndefined();
    queue = changeQueue(queue, { step: 'progress', id: 'a', share: 0.5 });
    expect(queue[0]).toMatchObject({ state: 'sending', share: 0.5 });
    queue = changeQueue(queue, { step: 'done', id: 'a' });
    expect([queue.length, nextToSend(queue)?.id]).toEqual([1, 'b']);
  });

  it('that failed keep their place and id, and do not go to the next record', () => {
    let queue: QueuedFile<string>[] = changeQueue(added('a'), { step: 'place', place: 'first' });
    queue = changeQueue(changeQueue(queue, { step: 'start', id: 'a' }), { step: 'fail', id: 'a', error: 'x' });
    queue = changeQueue(queue, { step: 'add', files: [{ id: 'b', file: file('b') }] });
    queue = changeQueue(queue, { step: 'place', place: 'second' });
    expect(queue.map(({ id, place, state }) => [id, place, state])).toEqual([
      ['a', 'first', 'failed'],
      ['b', 'second', 'waiting'],
    ]);
    expect(nextToSend(queue)?.id).toBe('b');
    queue = changeQueue(queue, { step: 'start', id: 'a' });
    expect(queue[0]).toMatchObject({ state: 'sending', error: undefined, place: 'first' });
    expect(changeQueue(queue, { step: 'remove', id: 'a' }).map(({ id }) => id)).toEqual(['b']);
  });

  it('are no empty ones, and no more than a record takes', () => {
    const { taken, refused } = sortChosen([file('a'), file('empty', 0), file('b'), file('c')], 1, 3);
    expect(taken.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(refused).toEqual([
      { name: 'empty', fault: 'emptyFile' },
      { name: 'c', fault: 'tooMany' },
    ]);
  });
});
