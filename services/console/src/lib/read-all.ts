/** Rows of a paged list, page by page, at most so many pages; `complete` tells whether that was all. */
export async function readAll<T>(
  readPage: (pageToken: string) => Promise<{ rows: T[]; nextPageToken: string }>,
  maxPages: number,
): Promise<{ rows: T[]; complete: boolean }> {
  const rows: T[] = [];
  let pageToken = '';
  for (let page = 0; page < maxPages; page += 1) {
    const found = await readPage(pageToken);
    rows.push(...found.rows);
    pageToken = found.nextPageToken;
    if (pageToken === '') return { rows, complete: true };
  }
  return { rows, complete: false };
}
