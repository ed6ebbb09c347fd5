import { ImportFileError } from './import-file-error';
import { MAX_COLUMNS } from './table';

/** The trimmed headings, without empty ones at the end, or the fault that makes the file unusable. */
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

/** How a fault calls a column: its heading, or its place when it has none. */
export const columnLabel = (header: string[], index: number): string => header[index] ?? `column ${index + 1}`;
