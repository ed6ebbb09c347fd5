import { expect, it } from 'vitest';
import { readAll } from './read-all';
import { countByOwner } from './workload';

it('counts what is overdue and due by owner', () => {
  const at = (ownerId: string, ms: number) => ({ ownerId, dueTime: new Date(ms).toISOString() });
  const loads = countByOwner([at('ann', 5), at('ann', 10), at('bob', 20)], 10);
  expect([...loads]).toEqual([
    ['ann', { overdue: 1, due: 1 }],
    ['bob', { overdue: 0, due: 1 }],
  ]);
});

it('reads as many pages as allowed, and says whether that was all', async () => {
  const read = async (pageToken: string) => ({
    rows: [pageToken],
    nextPageToken: pageToken.length < 3 ? `${pageToken}x` : '',
  });
  expect(await readAll(read, 9)).toEqual({ rows: ['', 'x', 'xx', 'xxx'], complete: true });
  expect(await readAll(read, 2)).toEqual({ rows: ['', 'x'], complete: false });
});
