import { parse } from 'csv-parse/sync';
import { type CsvRecord, csvRecords, MAX_RECORD, quoteState } from './csv-records';
import { detectEncoding, type Encoding, readLines } from './decode-text';
import { type Content, checkHeader, ImportFileError, isBlank, type Table, type TableRow, tableRow } from './table';

const DELIMITERS = [',', ';', '\t', '|'];
/** Records that are parsed together. */
const CHUNK = 200;
const MESSAGES = {
  QUOTE_NOT_CLOSED: 'a quotation mark is opened and never closed',
  ROW_TOO_LONG: `has more than ${MAX_RECORD} characters`,
};

/** A table of text. */
export async function openCsv(content: Content): Promise<Table> {
  const encoding = await detectEncoding(content());
  if (!encoding) throw new ImportFileError('NOT_A_TABLE', 'The file is neither a CSV nor an XLSX table.');
  const delimiter = await detectDelimiter(content, encoding);
  const records = () => csvRecords(readLines(content(), encoding, MAX_RECORD), delimiter);
  let header: string[] | undefined;
  for await (const cells of parsed(records(), delimiter)) {
    if ('fault' in cells) throw new ImportFileError('NO_HEADER', `The first row ${MESSAGES[cells.fault]}.`);
    if (isBlank(cells.cells)) continue;
    header = checkHeader(cells.cells);
    break;
  }
  if (!header) throw new ImportFileError('EMPTY_FILE', 'The file is empty.');
  const headings = header;
  return {
    format: 'csv',
    encoding,
    delimiter,
    header,
    async *rows(after) {
      let number = -1;
      for await (const record of parsed(records(), delimiter)) {
        if (!('fault' in record) && isBlank(record.cells)) continue;
        number += 1;
        if (number > 0 && number > after) yield toRow(number, record, headings);
      }
    },
  };
}

type Parsed = { cells: string[] } | { text: string; fault: keyof typeof MESSAGES };

function toRow(number: number, record: Parsed, header: string[]): TableRow {
  if (!('fault' in record)) return tableRow(number, record.cells, header);
  const message = MESSAGES[record.fault];
  return { number, cells: [record.text.slice(0, 200)], fault: { code: record.fault, message } };
}

/** Parses records some at a time; where a stretch cannot be parsed, each of its records stands for itself. */
async function* parsed(records: AsyncIterable<CsvRecord>, delimiter: string): AsyncGenerator<Parsed> {
  let waiting: CsvRecord[] = [];
  for await (const record of records) {
    waiting.push(record);
    if (waiting.length < CHUNK) continue;
    yield* parseChunk(waiting, delimiter);
    waiting = [];
  }
  yield* parseChunk(waiting, delimiter);
}

function* parseChunk(records: CsvRecord[], delimiter: string): Generator<Parsed> {
  for (const { text, fault } of records) {
    if (fault) yield { text, fault };
    else if (!text.includes('"')) yield { cells: text.split(delimiter) };
    else yield { cells: parseRecord(text, delimiter) };
  }
}

const parseRecord = (text: string, delimiter: string): string[] =>
  (parse(text, { delimiter, relax_quotes: true, relax_column_count: true, record_delimiter: ['\u0000'] })[0] ??
    []) as string[];

/** The separator that parts the headings most often, outside quotation marks. */
async function detectDelimiter(content: Content, encoding: Encoding): Promise<string> {
  for await (const { text } of readLines(content(), encoding, MAX_RECORD)) {
    if (text.trim() === '') continue;
    const counts = DELIMITERS.map((delimiter) => [delimiter, countOutside(text, delimiter)] as const);
    const [best] = counts.sort(([, a], [, b]) => b - a);
    return best && best[1] > 0 ? best[0] : ',';
  }
  return ',';
}

function countOutside(line: string, delimiter: string): number {
  let count = 0;
  let piece = '';
  for (const part of line.split(delimiter)) {
    piece = piece === '' ? part : `${piece}${delimiter}${part}`;
    if (quoteState(piece, delimiter, false) === 'open') continue;
    count += 1;
    piece = '';
  }
  return count - 1;
}
