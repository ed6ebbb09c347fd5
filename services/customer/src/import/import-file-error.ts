/** Why a whole file cannot be read. */
export type ImportFileErrorCode =
  | 'EMPTY_FILE'
  | 'NO_HEADER'
  | 'DUPLICATE_HEADER'
  | 'NOT_A_TABLE'
  | 'BROKEN_XLSX'
  | 'NO_SUCH_SHEET'
  | 'TOO_LARGE'
  | 'TOO_MANY_COLUMNS'
  | 'UNKNOWN_ENCODING'
  | 'UNKNOWN_DELIMITER';

/** A fault of the file as a whole; no row of it can be trusted. */
export class ImportFileError extends Error {
  constructor(
    readonly code: ImportFileErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'ImportFileError';
  }
}
