/**
 * Merges sorted sources into one sorted sequence, reading each only as far as needed. Every source must be sorted by
 * `compare`.
 */
export async function* mergeSorted<T>(
  sources: AsyncIterable<T>[],
  compare: (a: T, b: T) => number,
): AsyncGenerator<T, void, undefined> {
  const readers = sources.map((source) => source[Symbol.asyncIterator]());
  const heads = await Promise.all(readers.map((reader) => reader.next()));
  for (;;) {
    let least = -1;
    for (const [index, head] of heads.entries()) {
      const best = heads[least];
      if (!head.done && (!best || best.done || compare(head.value, best.value) < 0)) least = index;
    }
    const head = heads[least];
    if (!head || head.done) return;
    yield head.value;
    heads[least] = await (readers[least] as AsyncIterator<T>).next();
  }
}

/** Every item of a paged list, page by page as they are asked for. */
export async function* allPages<T>(
  readPage: (pageToken: string) => Promise<{ items: T[]; nextPageToken: string }>,
): AsyncGenerator<T, void, undefined> {
  for (let token = ''; ; ) {
    const page = await readPage(token);
    yield* page.items;
    token = page.nextPageToken;
    if (token === '') return;
  }
}

/** At most `size` items of a sequence, and whether there are more. */
export async function takePage<T>(items: AsyncIterable<T>, size: number): Promise<{ items: T[]; more: boolean }> {
  const taken: T[] = [];
  for await (const item of items) {
    if (taken.length === size) return { items: taken, more: true };
    taken.push(item);
  }
  return { items: taken, more: false };
}
