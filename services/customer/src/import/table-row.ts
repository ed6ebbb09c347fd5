import { ImportFileError } from './import-file-error';
import { MAX_CELL, MAX_COLUMNS, MAX_PLACES, MAX_ROW, type RowFault, type TableRow } from './table';

export const isBlank = (cells: string[]) => cells.every((cell) => cell.trim() === '');

/** Length of all cells together. */
export const characters = (cells: string[]) => cells.reduce((sum, cell) => sum + cell.length, 0);

/** A row's cells under its headings: missing ones at the end are empty, filled ones beyond the headings are a fault. */
export function tableRow(number: number, cells: string[], header: string[]): TableRow {
  if (!isBlank(cells.slice(header.length))) {
    const count = cells.length > MAX_COLUMNS ? `more than ${MAX_COLUMNS}` : cells.length;
    const message = `has ${count} cells for ${header.length} headings`;
    return { number, cells, fault: { code: 'TOO_MANY_CELLS', message } };
  }
  return { number, cells: header.map((_, index) => cells[index] ?? '') };
}

/** The fault of a cell that is too long; 0 characters when they were not counted. */
export const cellTooLong = (label: string, characters: number): RowFault => ({
  code: 'CELL_TOO_LONG',
  message: `${label} has ${characters || `more than ${MAX_CELL}`} characters; at most ${MAX_CELL} are allowed`,
});

export const tooManyPlaces = () =>
  new ImportFileError('TOO_MANY_ROWS', `The file has more than ${MAX_PLACES} rows, blank ones counted.`);

export const rowTooLong: RowFault = { code: 'ROW_TOO_LONG', message: `has more than ${MAX_ROW} characters` };
