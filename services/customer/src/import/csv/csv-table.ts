import { checkHeader, columnLabel } from '../header';
import { ImportFileError } from '../import-file-error';
import {
  type ByteSource,
  MAX_CELL,
  MAX_ROW,
  type RowFault,
  type Table,
  type TableOptions,
  type TableRow,
} from '../table';
import { fitRow } from '../table-row';
import { type CsvFaultCode, type CsvRecord, CsvScanner } from './csv-scanner';
import { csvShape } from './csv-shape';
import { decode, detectEncoding, requireEncoding, UNREADABLE } from './encoding';

const SAMPLE = 65_536;
const CONTROL_SHARE = 0.05;

/** Opens a CSV file: one pass over all of it for the encoding, and its beginning for the rest. */
export async function openCsv(source: ByteSource, options: TableOptions): Promise<Table> {
  if (options.delimiter !== undefined && !/^[^"\r\n]$/.test(options.delimiter)) {
    throw new ImportFileError('UNKNOWN_DELIMITER', 'a delimiter is one character and no quote or line end');
  }
  const encoding = options.encoding ? requireEncoding(options.encoding) : await detectEncoding(source);
  const { sample, whole } = await readSample(source, encoding);
  const shape = csvShape(sample, whole, options.delimiter);
  const records = () => numberRecords(source, encoding, shape.delimiter, shape.separatorLine);
  const { header, width, place } = await readHeader(records());
  return {
    format: 'csv',
    encoding,
    delimiter: shape.delimiter,
    lineEnds: shape.lineEnds,
    header,
    rows: (fromRow) =>
      dataRows(numberRecords(source, encoding, shape.delimiter, shape.separatorLine, width), header, place, fromRow),
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
  if (sample.trim() === '') throw new ImportFileError('EMPTY_FILE', 'the file has no text');
  const control = sample.match(/(?![\t\n\r\f\v])[\p{Cc}\ufffd]/gu)?.length ?? 0;
  if (control > sample.length * CONTROL_SHARE) throw new ImportFileError('NOT_A_TABLE', 'has binary content');
  return { sample, whole };
}

type Numbered = { place: number; record: CsvRecord };

/** All records with their place in the file, blank ones included. */
async function* numberRecords(
  source: ByteSource,
  encoding: string,
  delimiter: string,
  separatorLine: boolean,
  columns?: number,
): AsyncGenerator<Numbered> {
  const scanner = new CsvScanner(delimiter, columns);
  let place = separatorLine ? -1 : 0;
  for await (const text of decode(source, encoding)) {
    for (const record of scanner.push(text)) {
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
    if (!record.cells) throw new ImportFileError('NO_HEADER', `the first row: ${recordFault(record, []).message}`);
    if (isBlankLine(record)) continue;
    return { header: checkHeader(record.cells), width: record.cells.length, place };
  }
  throw new ImportFileError('EMPTY_FILE', 'the file has no rows');
}

async function* dataRows(
  records: AsyncIterable<Numbered>,
  header: string[],
  headerPlace: number,
  fromRow: number,
): AsyncGenerator<TableRow> {
  for await (const { place, record } of records) {
    const number = place - headerPlace;
    if (number < Math.max(1, fromRow)) continue;
    if (!record.cells) {
      yield { number, fault: recordFault(record, header) };
      continue;
    }
    if (record.cells.every((cell) => cell.trim() === '')) continue;
    yield csvRow(number, record.cells, header);
  }
}

function csvRow(number: number, cells: string[], header: string[]): TableRow {
  const unreadable = cells.findIndex((cell) => cell.includes(UNREADABLE));
  if (unreadable >= 0) {
    const message = `${columnLabel(header, unreadable)} has bytes that are no text in the encoding of the file`;
    return { number, fault: { code: 'UNREADABLE_TEXT', message } };
  }
  return fitRow(number, cells, header);
}

const isBlankLine = ({ cells }: CsvRecord) => cells?.length === 1 && cells[0]!.trim() === '';

const FAULTS: Record<CsvFaultCode, string> = {
  UNCLOSED_QUOTE: 'begins with a quote that is never closed',
  TEXT_AFTER_QUOTE: 'has text after its closing quote',
  CELL_TOO_LONG: `has more than ${MAX_CELL} characters`,
  ROW_TOO_LONG: `is where the row has more than ${MAX_ROW} characters`,
};

function recordFault(record: { fault: CsvFaultCode; column: number }, header: string[]): RowFault {
  return { code: record.fault, message: `${columnLabel(header, record.column)} ${FAULTS[record.fault]}` };
}
