import { checkHeader } from './header';
import { ImportFileError } from './import-file-error';
import type { RowFault, Table, TableRow } from './table';
import { isBlank, tableRow } from './table-row';

/** A row as a file holds it, the headings and blank ones among them. */
export interface FileRow {
  /** Grows from row to row. */
  place: number;
  cells: string[];
  /** What is wrong with it, told with the names of the columns. */
  fault?: (header: string[]) => RowFault;
}

/**
 * The headings, in the first row that is not blank, and the rows behind them. `read` begins at the top each time; it is told
 * how many cells the row of the headings has as soon as that is known.
 */
export async function openRows(
  read: (columns?: number) => AsyncIterable<FileRow>,
): Promise<Pick<Table, 'header' | 'rows'>> {
  const { place, cells } = await firstRow(read());
  const header = checkHeader(cells);
  return { header, rows: (from) => rowsBehind(place, read(cells.length), header, from) };
}

async function firstRow(rows: AsyncIterable<FileRow>): Promise<FileRow> {
  for await (const row of rows) {
    if (row.fault) throw new ImportFileError('NO_HEADER', `The first row: ${row.fault([]).message}.`);
    if (!isBlank(row.cells)) return row;
  }
  throw new ImportFileError('EMPTY_FILE', 'The file is empty.');
}

async function* rowsBehind(
  headings: number,
  rows: AsyncIterable<FileRow>,
  header: string[],
  from: number,
): AsyncGenerator<TableRow> {
  for await (const { place, cells, fault } of rows) {
    const number = place - headings;
    if (number < Math.max(1, from)) continue;
    if (fault) yield { number, cells, fault: fault(header) };
    else if (!isBlank(cells)) yield tableRow(number, cells, header);
  }
}
