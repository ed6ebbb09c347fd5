/** Longest text of a cell, the limit of the common spreadsheets. */
export const MAX_CELL = 32_767;
/** Longest row in characters, all its cells together. */
export const MAX_ROW = 1_000_000;
export const MAX_COLUMNS = 200;

/** Gives the bytes of the file from its beginning, each time it is called. */
export type ByteSource = () => AsyncIterable<Uint8Array>;

export type RowFaultCode =
  | 'UNCLOSED_QUOTE'
  | 'TEXT_AFTER_QUOTE'
  | 'TOO_MANY_CELLS'
  | 'TOO_FEW_CELLS'
  | 'CELL_TOO_LONG'
  | 'ROW_TOO_LONG'
  | 'UNREADABLE_TEXT'
  | 'FORMULA_WITHOUT_VALUE';

export interface RowFault {
  code: RowFaultCode;
  message: string;
}

/**
 * A data row. `number` counts from 1 after the header, blank rows included, so that it is the same in every reading and
 * the row of a sheet with its header on top is `number + 1`.
 */
export type TableRow =
  | { number: number; cells: string[]; fault?: undefined }
  | { number: number; fault: RowFault; cells?: undefined };

export type LineEnds = 'lf' | 'crlf' | 'cr' | 'mixed' | 'none';

/** A table read as a stream: only the row at hand is kept. */
export interface Table {
  format: 'csv' | 'xlsx';
  encoding: string;
  /** Empty for xlsx. */
  delimiter: string;
  /** Of the first lines; every kind is read, whatever stands here. */
  lineEnds: LineEnds;
  /** Trimmed names, unique apart from empty ones; trailing empty ones are left out. */
  header: string[];
  /** The sheet that is read and all sheets that could be. */
  sheet?: string;
  sheets?: string[];
  /** The rows with `number >= fromRow`, in order; blank rows are left out. Can be called again. */
  rows(fromRow: number): AsyncIterable<TableRow>;
}

export interface TableOptions {
  /** Name of the sheet, else the first visible one. */
  sheet?: string;
  delimiter?: string;
  /** A label of the WHATWG encoding standard, such as `gb18030` or `windows-1252`. */
  encoding?: string;
}
