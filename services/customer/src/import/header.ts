import { ImportFileError } from './import-file-error';
import { MAX_COLUMNS } from './table';

/** The trimmed header, or the fault that makes the file unusable. */
export function checkHeader(cells: string[]): string[] {
  const header = cells.map((cell) => cell.trim());
  while (header.at(-1) === '') header.pop();
  if (header.length === 0) throw new ImportFileError('NO_HEADER', 'the first row names no column');
  if (header.length > MAX_COLUMNS) {
    throw new ImportFileError('TOO_MANY_COLUMNS', `has more than ${MAX_COLUMNS} columns`);
  }
  const twice = header.filter((name, index) => name !== '' && header.indexOf(name) !== index);
  if (twice.length > 0) {
    throw new ImportFileError('DUPLICATE_HEADER', `columns named twice: ${[...new Set(twice)].join(', ')}`);
  }
  return header;
}

/** How a fault calls a column: its name, or its place when it has none. */
export function columnLabel(header: string[], index: number): string {
  return header[index] ? `column "${header[index]}"` : `column ${index + 1}`;
}
