/** Longest text of a cell in characters, the limit of the common spreadsheets. */
export const MAX_CELL = 32_767;
/** Longest row in characters, all its cells together. */
export const MAX_ROW = 1_000_000;
export const MAX_COLUMNS = 200;
/** Most rows with the blank ones, the limit of the common spreadsheets. */
export const MAX_PLACES = 1_048_576;

/** Gives the bytes of a file from its beginning, each time it is called. */
export type ByteSource = () => AsyncIterable<Uint8Array>;

/** Why a row cannot be used as it stands. */
export interface RowFault {
  code:
    | 'QUOTE_NOT_CLOSED'
    | 'TEXT_AFTER_QUOTE'
    | 'TOO_MANY_CELLS'
    | 'CELL_TOO_LONG'
    | 'ROW_TOO_LONG'
    | 'UNREADABLE_TEXT'
    | 'CELL_WITHOUT_VALUE';
  message: string;
}

/** A row after the headings. */
export interface TableRow {
  /**
   * 1 for the first after the headings, blank rows counted: the same in every reading, and in a sheet with its headings
   * on top the number that the program shows less one.
   */
  number: number;
  /** As many as there are headings; of a row with a fault what could be read. */
  cells: string[];
  fault?: RowFault;
}

/** A table read as a stream: only the row at hand is kept. */
export interface Table {
  format: 'csv' | 'xlsx';
  /** Empty for XLSX. */
  encoding: string;
  /** Empty for XLSX. */
  delimiter: string;
  /** The sheet that is read, empty for CSV, and those that are not. */
  sheet: string;
  otherSheets: string[];
  /** Trimmed, each once, none empty. */
  header: string[];
  /** The rows with this number and above, in their order; blank rows are left out. Can be called again. */
  rows(from: number): AsyncIterable<TableRow>;
}
