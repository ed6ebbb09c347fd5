/** A file that cannot be read as a table; the code is stable. */
export class ImportFileError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** A row after the headings; blank rows are not counted. */
export interface TableRow {
  /** 1 for the first. */
  number: number;
  /** As many as there are headings, unless the row has a fault. */
  cells: string[];
  fault?: { code: string; message: string };
}

export interface Table {
  format: 'csv' | 'xlsx';
  /** Empty for XLSX. */
  encoding: string;
  /** Empty for XLSX. */
  delimiter: string;
  header: string[];
  /** The rows after a row number, in their order, however often. Memory does not grow with the file. */
  rows(after: number): AsyncGenerator<TableRow>;
}

/** Content that can be read several times. */
export type Content = () => AsyncIterable<Uint8Array>;

/** Longest cell in characters, as in the programs that tables come from. */
export const MAX_CELL = 32_767;
export const MAX_COLUMNS = 200;

/** Checks the headings; those at the end that are empty are left away. */
export function checkHeader(cells: string[]): string[] {
  const header = cells.map((cell) => cell.trim());
  while (header.at(-1) === '') header.pop();
  if (header.length === 0) throw new ImportFileError('NO_HEADER', 'The first row has no headings.');
  if (header.length > MAX_COLUMNS)
    throw new ImportFileError('TOO_MANY_COLUMNS', `The file has more than ${MAX_COLUMNS} columns.`);
  const unnamed = header.flatMap((name, index) => (name === '' ? [index + 1] : []));
  if (unnamed.length > 0)
    throw new ImportFileError('NO_HEADER', `Columns without a heading: ${unnamed.slice(0, 10).join(', ')}.`);
  const twice = [...new Set(header.filter((name, index) => header.indexOf(name) !== index))];
  if (twice.length > 0)
    throw new ImportFileError('DUPLICATE_HEADER', `Headings that are there twice: ${twice.join(', ')}.`);
  return header;
}

/** A row's cells under its headings: missing ones at the end are empty; too many or too long ones are a fault. */
export function tableRow(number: number, cells: string[], header: string[]): TableRow {
  const long = cells.findIndex((cell) => cell.length > MAX_CELL);
  if (long !== -1) {
    const column = header[long] ?? `column ${long + 1}`;
    const message = `${column} has ${cells[long]?.length} characters; at most ${MAX_CELL} are allowed`;
    return { number, cells: cells.map(shorten), fault: { code: 'CELL_TOO_LONG', message } };
  }
  if (cells.slice(header.length).some((cell) => cell.trim() !== '')) {
    const message = `has ${cells.length} cells for ${header.length} headings`;
    return { number, cells: cells.map(shorten), fault: { code: 'TOO_MANY_CELLS', message } };
  }
  return { number, cells: header.map((_, index) => cells[index] ?? '') };
}

const SHOWN = 200;
const shorten = (cell: string) => (cell.length > SHOWN ? `${cell.slice(0, SHOWN)}…` : cell);

export const isBlank = (cells: string[]) => cells.every((cell) => cell.trim() === '');
