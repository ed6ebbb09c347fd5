/** A file that cannot be read as a table; no row of it can be trusted. The code is stable. */
export class ImportFileError extends Error {
  constructor(
    readonly code:
      | 'EMPTY_FILE'
      | 'NO_HEADER'
      | 'NO_ROWS'
      | 'DUPLICATE_HEADER'
      | 'TOO_MANY_COLUMNS'
      | 'TOO_MANY_ROWS'
      | 'FILE_TOO_LARGE'
      | 'NOT_A_TABLE'
      | 'OLD_EXCEL'
      | 'BROKEN_XLSX',
    message: string,
  ) {
    super(message);
    this.name = 'ImportFileError';
  }
}
