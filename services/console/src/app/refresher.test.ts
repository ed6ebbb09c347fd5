import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Refresher } from './refresher';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const busy = new Set<string>();
  const refreshed: string[] = [];
  const name = ({ queryKey }: { queryKey?: readonly unknown[] }) => (queryKey ?? []).join('/');
  const refresher = new Refresher(
    {
      isFetching: (filter) => (busy.has(name(filter ?? {})) ? 1 : 0),
      invalidateQueries: async (filter) =>
        void refreshed.push(name((filter ?? {}) as { queryKey?: readonly unknown[] })),
    },
    { board: 5000 },
  );
  return { busy, refreshed, refresher };
}

it('refreshes once what many events made stale', () => {
  const { refreshed, refresher } = setUp();
  for (let count = 0; count < 50; count += 1) refresher.note([['my-day'], ['customer', 'c1']]);
  vi.advanceTimersByTime(5000);
  expect(refreshed).toEqual(['my-day', 'customer/c1']);
});

it('waits for what is being loaded, and forgets nothing', () => {
  const { busy, refreshed, refresher } = setUp();
  busy.add('my-day');
  refresher.note([['my-day'], ['notifications']]);
  vi.advanceTimersByTime(2000);
  expect(refreshed).toEqual(['notifications']);
  busy.clear();
  vi.advanceTimersByTime(500);
  expect(refreshed).toEqual(['notifications', 'my-day']);
  vi.advanceTimersByTime(5000);
  expect(refreshed).toHaveLength(2);
});

it('lets what is costly rest between two refreshes', () => {
  const { refreshed, refresher } = setUp();
  refresher.note([['board']]);
  vi.advanceTimersByTime(500);
  refresher.note([['board'], ['my-day']]);
  vi.advanceTimersByTime(2000);
  expect(refreshed).toEqual(['board', 'my-day']);
  vi.advanceTimersByTime(4000);
  expect(refreshed).toEqual(['board', 'my-day', 'board']);
});
