import { openCsv } from './csv-table';
import { type Content, ImportFileError, type Table } from './table';
import { openXlsx } from './xlsx-table';

/** Opens a file by what it contains, not by its name. Throws ImportFileError when it is no table. */
export async function openTable(content: Content): Promise<Table> {
  const magic = await firstBytes(content, 8);
  if (magic.length === 0) throw new ImportFileError('EMPTY_FILE', 'The file is empty.');
  if (magic[0] === 0x50 && magic[1] === 0x4b) return openXlsx(content);
  if (magic[0] === 0xd0 && magic[1] === 0xcf)
    throw new ImportFileError('OLD_EXCEL', 'This is a workbook of an old kind (.xls); save it as .xlsx or CSV.');
  return openCsv(content);
}

async function firstBytes(content: Content, count: number): Promise<Uint8Array> {
  let held = Buffer.alloc(0);
  for await (const bytes of content()) {
    held = Buffer.concat([held, bytes]);
    if (held.length >= count) break;
  }
  return held;
}
