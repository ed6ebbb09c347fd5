/** Position of the two columns that `writeRejects` adds at the end, or null when a header has none. */
export function rejectColumns(header: string[]): { row: number; reason: number } | null {
  const row = header.length - 2;
  const suffix = /^row( \d+)?$/.exec(header[row] ?? '');
  if (!suffix || header[row + 1] !== `reason${suffix[1] ?? ''}`) return null;
  return { row, reason: row + 1 };
}

/** The header without the two columns, should it have them. */
export function withoutRejectColumns<T>(header: string[], cells: T[]): T[] {
  return cells.slice(0, rejectColumns(header)?.row);
}

/** Names of the two columns that no column of the header has. */
export function addedColumns(header: string[]): [string, string] {
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? '' : ` ${n}`;
    if (!header.includes(`row${suffix}`) && !header.includes(`reason${suffix}`))
      return [`row${suffix}`, `reason${suffix}`];
  }
}
