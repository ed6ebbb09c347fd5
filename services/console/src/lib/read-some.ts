interface Page<T> {
  rows: T[];
  nextPageToken: string;
}

/**
 * So many rows of a list whose pages may be short, or empty, although more follow: its pages are put together until there
 * are enough, at most `steps` of them.
 */
export async function readSome<T>(
  readPage: (pageToken: string, pageSize: number) => Promise<Page<T>>,
  pageToken: string,
  size: number,
  steps: number,
): Promise<Page<T>> {
  const found: Page<T> = { rows: [], nextPageToken: pageToken };
  for (let step = 0; step < steps && found.rows.length < size; step += 1) {
    const page = await readPage(found.nextPageToken, size - found.rows.length);
    found.rows.push(...page.rows);
    found.nextPageToken = page.nextPageToken;
    if (page.nextPageToken === '') break;
  }
  return found;
}
