/** Whether a header ends with the two columns that a file of rejected rows has. */
export function hasRejectColumns(header: string[]): boolean {
  const suffix = /^row( \d+)?$/.exec(header.at(-2) ?? '');
  return suffix !== null && header.at(-1) === `reason${suffix[1] ?? ''}`;
}

/** The header without the two columns, should it have them. */
export const withoutRejectColumns = (header: string[]): string[] =>
  hasRejectColumns(header) ? header.slice(0, -2) : header;

/** Names of the two columns that no column of the header has. */
export function addedColumns(header: string[]): [row: string, reason: string] {
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? '' : ` ${n}`;
    if (!header.includes(`row${suffix}`) && !header.includes(`reason${suffix}`))
      return [`row${suffix}`, `reason${suffix}`];
  }
}
