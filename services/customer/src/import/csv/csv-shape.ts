import type { LineEnds } from '../table';
import { type CsvRecord, CsvScanner } from './csv-scanner';

const DELIMITERS = [',', ';', '\t', '|'];
const SAMPLE_RECORDS = 30;

/** How the first lines of a file are written. */
export interface CsvShape {
  delimiter: string;
  lineEnds: LineEnds;
  /** The first line only names the delimiter (`sep=;`), as some spreadsheets write it. */
  separatorLine: boolean;
}

/** Reads the shape off the beginning of a file, which may end anywhere unless it is `whole`. */
export function csvShape(sample: string, whole: boolean, given?: string): CsvShape {
  const named = /^sep=([,;\t|])(?=\r|\n|$)/i.exec(sample)?.[1];
  const delimiter = given ?? named ?? bestDelimiter(sample, whole);
  return { delimiter, lineEnds: lineEnds(sample), separatorLine: named !== undefined };
}

/**
 * Of the delimiters that part the header and some row, the one with which most rows have as many cells as the header;
 * with the most columns when several do.
 */
function bestDelimiter(sample: string, whole: boolean): string {
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, ...score(sampleRecords(sample, delimiter, whole)) }));
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
  return records.filter(({ cells }) => !cells || cells.some((cell) => cell.trim() !== '')).slice(0, SAMPLE_RECORDS);
}

function score([header, ...rows]: CsvRecord[]): { columns: number; share: number; parts: boolean } {
  const columns = header?.cells?.length ?? 0;
  if (rows.length === 0) return { columns, share: 1, parts: true };
  const alike = rows.filter(({ cells }) => cells?.length === columns).length;
  return { columns, share: alike / rows.length, parts: rows.some(({ cells }) => !cells || cells.length > 1) };
}

function lineEnds(sample: string): LineEnds {
  const outside = sample.replaceAll(/"[^"]*"/g, '');
  const kinds = new Set<LineEnds>();
  for (const [end] of outside.matchAll(/\r\n|\r|\n/g)) kinds.add(end === '\n' ? 'lf' : end === '\r' ? 'cr' : 'crlf');
  if (kinds.size > 1) return 'mixed';
  return [...kinds][0] ?? 'none';
}
