import type { RejectedRow } from '../repository/import-repository';
import { neutralise } from './neutralise';
import { addedColumns, withoutRejectColumns } from './reject-columns';

const FLUSH_CHARACTERS = 64_000;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/**
 * The rejected rows as CSV (UTF-8 with its mark, which spreadsheet programs need): the file's own columns, then `row`, the
 * number of the row, and `reason`, everything that is wrong with it (`row 2` and `reason 2` beside columns of that name).
 * These two of an earlier such file are replaced. No cell can be taken for a formula.
 */
export async function* rejectsFile(header: string[], rows: AsyncIterable<RejectedRow>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const columns = withoutRejectColumns(header);
  let text = `\uFEFF${line([...columns, ...addedColumns(columns)])}`;
  for await (const { number, cells, faults } of rows) {
    const reason = faults
      .map(({ column, description }) => (column === '' ? description : `${column}: ${description}`))
      .join('; ');
    text += line([...columns.map((_, index) => cells[index] ?? ''), String(number), reason]);
    if (text.length < FLUSH_CHARACTERS) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(text);
}

function line(cells: string[]): string {
  const written = cells.map((cell) => {
    const safe = neutralise(cell);
    return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${written.join(',')}\r\n`;
}
