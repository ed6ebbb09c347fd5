import { openCsv } from './csv/csv-table';
import { fileKind } from './file-kind';
import { restoreTable } from './rejects';
import type { ByteSource, Table, TableOptions } from './table';
import { openXlsx } from './xlsx/xlsx-table';

/**
 * Opens a CSV or XLSX file as a stream of rows. The file is read from its beginning several times, and again by each
 * call of `rows`; memory holds one piece of it. What makes the whole file unusable is an `ImportFileError`, what
 * concerns one row is the fault of that row. A file written by `writeRejects` gives its original cells.
 */
export async function openTable(source: ByteSource, fileName: string, options: TableOptions = {}): Promise<Table> {
  const kind = fileKind(await firstBytes(source), fileName);
  return restoreTable(kind === 'xlsx' ? await openXlsx(source, options) : await openCsv(source, options));
}

async function firstBytes(source: ByteSource): Promise<Uint8Array> {
  let first = Buffer.alloc(0);
  for await (const chunk of source()) {
    first = Buffer.concat([first, chunk.subarray(0, 8)]);
    if (first.length >= 8) break;
  }
  return first;
}
