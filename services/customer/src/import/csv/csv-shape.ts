import { isBlank } from '../table-row';
import { type CsvRecord, CsvScanner } from './csv-scanner';

const DELIMITERS = [',', ';', '\t', '|'];
const SAMPLE_RECORDS = 30;

/** How the first lines of a file are written. */
export interface CsvShape {
  delimiter: string;
  /** The first line only names the delimiter (`sep=;`), as some spreadsheets write it. */
  separatorLine: boolean;
}

/** Reads the shape off the beginning of a file, which may end anywhere unless it is `whole`. */
export function csvShape(sample: string, whole: boolean): CsvShape {
  const named = /^sep=([,;\t|])(?=\r|\n|$)/i.exec(sample)?.[1];
  const delimiter = named ?? bestDelimiter(sample, whole);
  return { delimiter, separatorLine: named !== undefined };
}

/**
 * Of the delimiters that part the header and some row, the one with which most rows have as many cells as the header;
 * with the most columns when several do. One with which all cells are blank explains everything.
 */
function bestDelimiter(sample: string, whole: boolean): string {
  const sampled = DELIMITERS.map((delimiter) => ({ delimiter, records: sampleRecords(sample, delimiter, whole) }));
  const blank = sampled.find(({ records }) => records.length === 0);
  if (blank) return blank.delimiter;
  const scored = sampled.map(({ delimiter, records }) => ({ delimiter, ...score(records) }));
  const best = scored
    .filter(({ columns, parts }) => columns > 1 && parts)
    .sort((a, b) => b.share - a.share || b.columns - a.columns)[0];
  return (best ?? scored.find(({ columns }) => columns === 1) ?? scored[0]!).delimiter;
}

function sampleRecords(sample: string, delimiter: string, whole: boolean): CsvRecord[] {
  const scanner = new CsvScanner(delimiter);
  const records = scanner.push(sample);
  // A file of one long line has no whole record in the sample.
  if (whole || records.length === 0) records.push(...scanner.end());
  return records.filter(({ cells, fault }) => fault || !isBlank(cells)).slice(0, SAMPLE_RECORDS);
}

function score([header, ...rows]: CsvRecord[]): { columns: number; share: number; parts: boolean } {
  const columns = header && !header.fault ? header.cells.length : 0;
  if (rows.length === 0) return { columns, share: 1, parts: true };
  const alike = rows.filter(({ cells, fault }) => !fault && cells.length === columns).length;
  return {
    columns,
    share: alike / rows.length,
    parts: rows.some(({ cells, fault }) => fault !== undefined || cells.length > 1),
  };
}
