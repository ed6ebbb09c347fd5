import fc from 'fast-check';
import { allPages, mergeSorted, takePage } from './merge-sorted';

const byNumber = (a: number, b: number) => a - b;

/** A paged list over numbers that counts how many pages were read. */
function pagedList(items: number[], size: number) {
  const read = { pages: 0 };
  const pages = allPages(async (token) => {
    read.pages += 1;
    const start = Number(token || 0);
    const next = start + size;
    return { items: items.slice(start, next), nextPageToken: next < items.length ? String(next) : '' };
  });
  return { pages, read };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of items) taken.push(item);
  return taken;
}

describe('merging sorted lists', () => {
  it('gives every item of every list once, in order', async () => {
    const lists = fc.array(fc.array(fc.integer({ min: 0, max: 50 })), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 7 }), async (unsorted, size) => {
        const sorted = unsorted.map((list) => [...list].sort(byNumber));
        const merged = await all(
          mergeSorted(
            sorted.map((list) => pagedList(list, size).pages),
            byNumber,
          ),
        );
        expect(merged).toEqual(unsorted.flat().sort(byNumber));
      }),
    );
  });

  it('reads no page that nobody asked for', async () => {
    const lists = [0, 1].map((offset) =>
      pagedList(
        Array.from({ length: 500 }, (_, index) => index * 2 + offset),
        50,
      ),
    );
    const page = await takePage(
      mergeSorted(
        lists.map(({ pages }) => pages),
        byNumber,
      ),
      40,
    );
    expect(page.items).toEqual(Array.from({ length: 40 }, (_, index) => index));
    expect(page.more).toBe(true);
    expect(lists.map(({ read }) => read.pages)).toEqual([1, 1]);
  });

  it('says whether there is more, exactly', async () => {
    const take = (count: number) => takePage(pagedList([1, 2, 3], 10).pages, count);
    expect(await take(2)).toEqual({ items: [1, 2], more: true });
    expect(await take(3)).toEqual({ items: [1, 2, 3], more: false });
    expect(await take(4)).toEqual({ items: [1, 2, 3], more: false });
  });
});
