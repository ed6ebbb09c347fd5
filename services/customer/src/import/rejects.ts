import { neutralise, restore } from './neutralise';
import { addedColumns, rejectColumns, withoutRejectColumns } from './reject-columns';
import type { Table, TableRow } from './table';

/** A row that was not imported; one that could not be read has no cells. */
export interface RejectedRow {
  number: number;
  cells?: string[];
  reason: string;
}

const CHUNK = 16_384;
const NEEDS_QUOTES = /[",;\t|\r\n]|^\s|\s$/;

/**
 * The file of rejected rows: CSV in UTF-8 with byte order mark, the original columns and then `row` and `reason` (or
 * `row 2` and `reason 2`, should a column have that name). Columns of a former such file are replaced. No cell can be
 * taken for a formula.
 */
export async function* writeRejects(
  header: string[],
  rows: AsyncIterable<RejectedRow> | Iterable<RejectedRow>,
): AsyncGenerator<Uint8Array> {
  const columns = withoutRejectColumns(header, header);
  let text = `\ufeff${line([...columns, ...addedColumns(columns)])}`;
  for await (const { number, cells = [], reason } of rows) {
    const original = columns.map((_, index) => cells[index] ?? '');
    text += line([...original, String(number), reason]);
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

/** The table with the cells as they were before {@link writeRejects}, when it has the columns of such a file. */
export function restoreTable(table: Table): Table {
  const header = table.header.map(restore);
  if (!rejectColumns(header)) return table;
  return { ...table, header, rows: (fromRow) => restoreRows(table.rows(fromRow)) };
}

async function* restoreRows(rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  for await (const row of rows) yield row.cells ? { number: row.number, cells: row.cells.map(restore) } : row;
}

function line(cells: string[]): string {
  const written = cells.map((cell) => {
    const safe = neutralise(cell);
    return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${written.join(',')}\r\n`;
}
