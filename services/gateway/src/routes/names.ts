/** Display names by id. */
export const namesOf = (rows: { id: string; displayName: string }[]): Record<string, string> =>
  Object.fromEntries(rows.map(({ id, displayName }) => [id, displayName]));
