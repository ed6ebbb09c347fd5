import { type FileRow, openRows } from '../file-rows';
import { columnLabel } from '../header';
import { ImportFileError } from '../import-file-error';
import type { ByteSource, RowFault, Table } from '../table';
import { cellTooLong, rowTooLong } from '../table-row';
import { readParts } from './package-parts';
import { SharedStrings } from './shared-strings';
import { type CellFault, type SheetContext, type SheetRow, SheetRows } from './sheet-rows';
import { StylesPart } from './styles';
import { firstSheet, RelationsPart, WorkbookPart } from './workbook-parts';
import { type XmlHandler, XmlReader } from './xml-reader';

/** Most that parts of a workbook may have unpacked, in bytes. */
const MAX_SMALL_PART = 16 * 1024 * 1024;
const MAX_LARGE_PART = 1024 * 1024 * 1024;

/** Opens the first visible sheet of a workbook: one pass for the parts that sheets refer to, then the sheet as a stream. */
export async function openXlsx(source: ByteSource): Promise<Table> {
  const workbook = new WorkbookPart();
  const relations = new RelationsPart();
  const styles = new StylesPart();
  const strings = new SharedStrings();
  const parts = new Map<string, { handler: XmlHandler; limit: number }>([
    ['xl/workbook.xml', { handler: workbook, limit: MAX_SMALL_PART }],
    ['xl/_rels/workbook.xml.rels', { handler: relations, limit: MAX_SMALL_PART }],
    ['xl/styles.xml', { handler: styles, limit: MAX_SMALL_PART }],
    ['xl/sharedstrings.xml', { handler: strings, limit: MAX_LARGE_PART }],
  ]);
  const readers = new Map<string, XmlReader>();
  for await (const { path, bytes, last } of readParts(source, (each) => parts.get(partKey(each))?.limit ?? 0)) {
    const key = partKey(path);
    const reader = readers.get(key) ?? new XmlReader((parts.get(key) as { handler: XmlHandler }).handler);
    readers.set(key, reader.write(bytes, last));
  }
  const { path, name, others } = firstSheet(workbook, relations);
  const context = { texts: strings.texts, styles, date1904: workbook.date1904 };
  const rows = await openRows(() => sheetRows(source, path, context));
  return { format: 'xlsx', encoding: '', delimiter: '', sheet: name, otherSheets: others, ...rows };
}

/** Some writers number the workbook part. */
const partKey = (path: string) => path.toLowerCase().replace(/workbook\d+\.xml/, 'workbook.xml');

async function* sheetRows(source: ByteSource, sheet: string, context: SheetContext): AsyncGenerator<FileRow> {
  const rows = new SheetRows(context);
  const reader = new XmlReader(rows);
  for await (const { bytes, last } of readParts(source, (path) => (path === sheet ? MAX_LARGE_PART : 0))) {
    reader.write(bytes, last);
    yield* rows.take().map(fileRow);
    if (last) return;
  }
  throw new ImportFileError('BROKEN_XLSX', 'The workbook is damaged: its sheet is cut off or missing.');
}

const fileRow = ({ number: place, cells, fault }: SheetRow): FileRow =>
  fault ? { place, cells, fault: (header) => rowFault(fault, header) } : { place, cells };

function rowFault({ code, column, detail, length }: CellFault, header: string[]): RowFault {
  if (code === 'ROW_TOO_LONG') return rowTooLong;
  const label = columnLabel(header, column);
  return code === 'CELL_TOO_LONG' ? cellTooLong(label, length) : { code, message: `${label} ${detail}` };
}
