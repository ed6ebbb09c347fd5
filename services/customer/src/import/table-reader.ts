import { openCsv } from './csv/csv-table';
import { fileKind, KIND_BYTES } from './file-kind';
import { restoreTable } from './restore-table';
import type { ByteSource, Table } from './table';
import { openXlsx } from './xlsx/xlsx-table';

/**
 * Opens a file, CSV or XLSX by what it contains, as a stream of rows. It is read from its beginning several times, and
 * again by each call of `rows`; memory holds one piece of it, and of a workbook the texts that its cells name by number.
 * What makes the whole file unusable is an `ImportFileError`, what concerns one row is the fault of that row. A file of
 * rejected rows gives the cells that the rows had.
 */
export async function openTable(source: ByteSource): Promise<Table> {
  const kind = fileKind(await firstBytes(source));
  return restoreTable(await (kind === 'xlsx' ? openXlsx(source) : openCsv(source)));
}

async function firstBytes(source: ByteSource): Promise<Uint8Array> {
  let first = Buffer.alloc(0);
  for await (const chunk of source()) {
    first = Buffer.concat([first, chunk.subarray(0, KIND_BYTES)]);
    if (first.length >= KIND_BYTES) break;
  }
  return first;
}
