import { type FileRow, openRows } from '../file-rows';
import { columnLabel } from '../header';
import { ImportFileError } from '../import-file-error';
import { type ByteSource, MAX_PLACES, type RowFault, type Table } from '../table';
import { cellTooLong, rowTooLong, tooManyPlaces } from '../table-row';
import { type CsvFault, type CsvRecord, CsvScanner } from './csv-scanner';
import { type CsvShape, csvShape } from './csv-shape';
import { decode, detectEncoding, UNREADABLE } from './encoding';

const SAMPLE = 65_536;
const CONTROL_SHARE = 0.05;

/** Opens a CSV file: one pass over all of it for the encoding, and its beginning for the rest. */
export async function openCsv(source: ByteSource): Promise<Table> {
  const encoding = await detectEncoding(source);
  const { sample, whole } = await readSample(source, encoding);
  const shape = csvShape(sample, whole);
  const rows = await openRows((columns) => fileRows(decode(source, encoding), shape, columns));
  return { format: 'csv', encoding, delimiter: shape.delimiter, sheet: '', otherSheets: [], ...rows };
}

async function readSample(source: ByteSource, encoding: string): Promise<{ sample: string; whole: boolean }> {
  let sample = '';
  let whole = true;
  for await (const text of decode(source, encoding)) {
    sample += text;
    whole = sample.length < SAMPLE;
    if (!whole) break;
  }
  if (sample.trim() === '') throw new ImportFileError('EMPTY_FILE', 'The file is empty.');
  const control = sample.match(/(?![\t\n\r\f\v])[\p{Cc}\ufffd]/gu)?.length ?? 0;
  if (control > sample.length * CONTROL_SHARE)
    throw new ImportFileError('NOT_A_TABLE', 'The file is neither a CSV nor an XLSX table.');
  return { sample, whole };
}

async function* fileRows(
  texts: AsyncIterable<string>,
  { delimiter, separatorLine }: CsvShape,
  columns?: number,
): AsyncGenerator<FileRow> {
  const scanner = new CsvScanner(delimiter, columns);
  let place = separatorLine ? -1 : 0;
  for await (const text of texts) {
    for (const record of scanner.push(text)) {
      if (place > MAX_PLACES) throw tooManyPlaces();
      if (place >= 0) yield fileRow(place, record);
      place += 1;
    }
  }
  for (const record of scanner.end()) yield fileRow(place++, record);
}

function fileRow(place: number, { cells, fault }: CsvRecord): FileRow {
  if (fault) return { place, cells, fault: (header) => scanFault(fault, header) };
  const unreadable = cells.findIndex((cell) => cell.includes(UNREADABLE));
  return unreadable < 0 ? { place, cells } : { place, cells, fault: (header) => unreadableCell(unreadable, header) };
}

const unreadableCell = (column: number, header: string[]): RowFault => ({
  code: 'UNREADABLE_TEXT',
  message: `${columnLabel(header, column)} has bytes that are no text in the encoding of the file`,
});

function scanFault({ code, column, length }: CsvFault, header: string[]): RowFault {
  const label = columnLabel(header, column);
  if (code === 'CELL_TOO_LONG') return cellTooLong(label, length);
  if (code === 'ROW_TOO_LONG') return rowTooLong;
  const quote =
    code === 'QUOTE_NOT_CLOSED' ? 'begins with a quote that is never closed' : 'has text after its closing quote';
  return { code, message: `${label} ${quote}` };
}
