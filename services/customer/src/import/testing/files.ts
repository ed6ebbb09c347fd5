import { strToU8, zipSync } from 'fflate';
import type { ByteSource, RowFault, Table, TableRow } from '../table';

/** A source that can be read again, in pieces of a size. */
export function sourceOf(content: string | Uint8Array, piece = 65_536): ByteSource {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return async function* () {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  };
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export const readRows = (table: Table, from = 1): Promise<TableRow[]> => collect(table.rows(from));

/** The rows in short: cells by number, or the code of the fault. */
export async function rowsByNumber(table: Table): Promise<[number, string[] | RowFault['code']][]> {
  return (await readRows(table)).map((row) => [row.number, row.fault?.code ?? row.cells]);
}

/** The parts of a workbook with one sheet, written by hand. */
export function workbookParts(sheetData: string, parts: Record<string, string> = {}): Record<string, string> {
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet';
  return {
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="Kunden" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="${relation}" Target="/xl/worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
    ...parts,
  };
}

export const zip = (parts: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)])));
