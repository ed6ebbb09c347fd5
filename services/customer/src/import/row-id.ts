import { createHash } from 'node:crypto';

/**
 * The id of the customer that a row of an import becomes: the same one however often the row is read, another one for
 * every other row of every import. Ids of neighbouring rows are neighbours, so that a batch is written in one stretch of
 * the store's tree of ids. A UUID of the free form (version 8): 74 bits of the import, 48 of the row.
 */
export function rowId(importId: string, row: number): string {
  const bytes = createHash('sha256').update(`import\n${importId}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  bytes.writeUIntBE(row, 10, 6);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
