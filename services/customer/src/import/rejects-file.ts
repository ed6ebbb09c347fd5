import type { RejectedRow } from '../repository/import-repository';

/** Headings that are added to the file's own. */
export const REASON_COLUMNS = ['row', 'reason'] as const;

const FLUSH_CHARACTERS = 64_000;

/**
 * The rejected rows as CSV (UTF-8 with its mark, which spreadsheet programs need): the file's own columns, the number of
 * the row, and everything that is wrong with it.
 */
export async function* rejectsFile(header: string[], rows: AsyncIterable<RejectedRow>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = `\uFEFF${line([...header, ...REASON_COLUMNS])}`;
  for await (const { number, cells, faults } of rows) {
    const reason = faults
      .map(({ column, description }) => (column === '' ? description : `${column}: ${description}`))
      .join('; ');
    text += line([...header.map((_, index) => cells[index] ?? ''), String(number), reason]);
    if (text.length < FLUSH_CHARACTERS) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(text);
}

const line = (cells: string[]) => `${cells.map(cell).join(',')}\r\n`;

/** A spreadsheet program would take some beginnings for a formula: an apostrophe keeps them a text. */
function cell(value: string): string {
  const isNumber = /^[+-]?[\d ().-]+$/.test(value);
  const safe = /^[=+\-@\t\r]/.test(value) && !isNumber ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
