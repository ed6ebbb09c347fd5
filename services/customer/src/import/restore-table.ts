import { restore } from './neutralise';
import { hasRejectColumns } from './reject-columns';
import type { Table, TableRow } from './table';

/** The table with the cells as they were before they were made harmless, when it is a file of rejected rows. */
export function restoreTable(table: Table): Table {
  const header = table.header.map(restore);
  if (!hasRejectColumns(header)) return table;
  return { ...table, header, rows: (from) => restoreRows(table.rows(from)) };
}

async function* restoreRows(rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  for await (const row of rows) yield { ...row, cells: row.cells.map(restore) };
}
