import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSome } from './read-some';

/** A list that looks through `stride` places a page and has a row at some of them; tokens are places. */
const listOf = (places: boolean[], stride: number) => async (token: string, size: number) => {
  const rows: number[] = [];
  let at = Number(token || 0);
  const end = Math.min(places.length, at + stride);
  for (; at < end && rows.length < size; at += 1) if (places[at]) rows.push(at);
  return { rows, nextPageToken: at < places.length ? String(at) : '' };
};

it('gives every row once, in its order, whatever the pages are', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      async (places, stride, size, steps) => {
        const seen: number[] = [];
        let token = '';
        do {
          const page = await readSome(listOf(places, stride), token, size, steps);
          expect(page.rows.length).toBeLessThanOrEqual(size);
          seen.push(...page.rows);
          token = page.nextPageToken;
        } while (token !== '');
        expect(seen).toEqual(places.flatMap((has, place) => (has ? [place] : [])));
      },
    ),
  );
});

it('looks at so many pages at most', async () => {
  let asked = 0;
  const empty = async () => {
    asked += 1;
    return { rows: [], nextPageToken: 'more' };
  };
  expect(await readSome(empty, '', 20, 8)).toEqual({ rows: [], nextPageToken: 'more' });
  expect(asked).toBe(8);
});
