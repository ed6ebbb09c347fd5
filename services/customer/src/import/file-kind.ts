import { ImportFileError } from './import-file-error';

/** Bytes at the beginning that tell what a file is. */
export const KIND_BYTES = 8;

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const FOREIGN: [string, number[]][] = [
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG picture', [0xff, 0xd8, 0xff]],
  ['a GIF picture', [0x47, 0x49, 0x46, 0x38]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a RAR archive', [0x52, 0x61, 0x72, 0x21]],
  ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf]],
];

const starts = (bytes: Uint8Array, mark: number[]) => mark.every((byte, index) => bytes[index] === byte);

/** Tells by the first bytes, not by the name, how a file is to be read. */
export function fileKind(first: Uint8Array): 'csv' | 'xlsx' {
  if (first.length === 0) throw new ImportFileError('EMPTY_FILE', 'The file is empty.');
  if (starts(first, ZIP)) return 'xlsx';
  if (starts(first, OLE)) {
    const message = 'This is a workbook of an old kind (.xls) or one with a password; save it as .xlsx or CSV without.';
    throw new ImportFileError('OLD_EXCEL', message);
  }
  const foreign = FOREIGN.find(([, mark]) => starts(first, mark));
  if (foreign) throw new ImportFileError('NOT_A_TABLE', `The file is ${foreign[0]}, neither a CSV nor an XLSX table.`);
  return 'csv';
}
