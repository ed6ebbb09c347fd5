import { checkHeader, columnLabel } from '../header';
import { ImportFileError } from '../import-file-error';
import { type ByteSource, MAX_PLACES, type RowFault, type Table, type TableRow } from '../table';
import { cellTooLong, isBlank, rowTooLong, tableRow, tooManyPlaces } from '../table-row';
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
  const records = (columns?: number) => numberRecords(decode(source, encoding), shape, columns);
  const { header, width, place } = await readHeader(records());
  return {
    format: 'csv',
    encoding,
    delimiter: shape.delimiter,
    header,
    rows: (from) => dataRows(records(width), header, place, from),
  };
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

type Numbered = { place: number; record: CsvRecord };

/** All records with their place in the file, blank ones included. */
async function* numberRecords(
  texts: AsyncIterable<string>,
  { delimiter, separatorLine }: CsvShape,
  columns?: number,
): AsyncGenerator<Numbered> {
  const scanner = new CsvScanner(delimiter, columns);
  let place = separatorLine ? -1 : 0;
  for await (const text of texts) {
    for (const record of scanner.push(text)) {
      if (place > MAX_PLACES) throw tooManyPlaces();
      if (place >= 0) yield { place, record };
      place += 1;
    }
  }
  for (const record of scanner.end()) yield { place: place++, record };
}

async function readHeader(
  records: AsyncIterable<Numbered>,
): Promise<{ header: string[]; width: number; place: number }> {
  for await (const { place, record } of records) {
    const { cells, fault } = record;
    if (fault) throw new ImportFileError('NO_HEADER', `The first row: ${rowFault(fault, []).message}.`);
    if (!isBlank(cells)) return { header: checkHeader(cells), width: cells.length, place };
  }
  throw new ImportFileError('EMPTY_FILE', 'The file is empty.');
}

async function* dataRows(
  records: AsyncIterable<Numbered>,
  header: string[],
  headerPlace: number,
  from: number,
): AsyncGenerator<TableRow> {
  for await (const { place, record } of records) {
    const number = place - headerPlace;
    if (number < Math.max(1, from)) continue;
    const { cells, fault } = record;
    if (fault) yield { number, cells, fault: rowFault(fault, header) };
    else if (!isBlank(cells)) yield csvRow(number, cells, header);
  }
}

function csvRow(number: number, cells: string[], header: string[]): TableRow {
  const unreadable = cells.findIndex((cell) => cell.includes(UNREADABLE));
  if (unreadable < 0) return tableRow(number, cells, header);
  const message = `${columnLabel(header, unreadable)} has bytes that are no text in the encoding of the file`;
  return { number, cells, fault: { code: 'UNREADABLE_TEXT', message } };
}

function rowFault({ code, column, length }: CsvFault, header: string[]): RowFault {
  const label = columnLabel(header, column);
  if (code === 'CELL_TOO_LONG') return cellTooLong(label, length);
  if (code === 'ROW_TOO_LONG') return rowTooLong;
  const quote =
    code === 'QUOTE_NOT_CLOSED' ? 'begins with a quote that is never closed' : 'has text after its closing quote';
  return { code, message: `${label} ${quote}` };
}
