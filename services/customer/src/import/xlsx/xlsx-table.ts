import { checkHeader, columnLabel } from '../header';
import { ImportFileError } from '../import-file-error';
import type { ByteSource, RowFault, Table, TableRow } from '../table';
import { cellTooLong, isBlank, rowTooLong, tableRow } from '../table-row';
import { readParts } from './package-parts';
import { SharedStrings } from './shared-strings';
import { type CellFault, type SheetContext, type SheetRow, SheetRows } from './sheet-rows';
import { StylesPart } from './styles';
import { RelationsPart, sheetPath, WorkbookPart } from './workbook-parts';
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
  const sheet = sheetPath(workbook, relations);
  const context = { texts: strings.texts, styles, date1904: workbook.date1904 };
  const { header, place } = await readHeader(sheetRows(source, sheet, context));
  return {
    format: 'xlsx',
    encoding: '',
    delimiter: '',
    header,
    rows: (from) => dataRows(sheetRows(source, sheet, context), header, place, from),
  };
}

/** Some writers number the workbook part. */
const partKey = (path: string) => path.toLowerCase().replace(/workbook\d+\.xml/, 'workbook.xml');

async function* sheetRows(source: ByteSource, sheet: string, context: SheetContext): AsyncGenerator<SheetRow> {
  const rows = new SheetRows(context);
  const reader = new XmlReader(rows);
  for await (const { bytes, last } of readParts(source, (path) => (path === sheet ? MAX_LARGE_PART : 0))) {
    reader.write(bytes, last);
    yield* rows.take();
    if (last) return;
  }
  throw new ImportFileError('BROKEN_XLSX', 'The workbook is damaged: its sheet is cut off or missing.');
}

async function readHeader(rows: AsyncIterable<SheetRow>): Promise<{ header: string[]; place: number }> {
  for await (const { number, cells, fault } of rows) {
    if (fault) throw new ImportFileError('NO_HEADER', `The first row: ${rowFault(fault, []).message}.`);
    if (!isBlank(cells)) return { header: checkHeader(cells), place: number };
  }
  throw new ImportFileError('EMPTY_FILE', 'The first sheet is empty.');
}

async function* dataRows(
  rows: AsyncIterable<SheetRow>,
  header: string[],
  headerPlace: number,
  from: number,
): AsyncGenerator<TableRow> {
  for await (const { number: place, cells, fault } of rows) {
    const number = place - headerPlace;
    if (number < Math.max(1, from)) continue;
    if (fault) yield { number, cells, fault: rowFault(fault, header) };
    else if (!isBlank(cells)) yield tableRow(number, cells, header);
  }
}

function rowFault({ code, column, detail, length }: CellFault, header: string[]): RowFault {
  if (code === 'ROW_TOO_LONG') return rowTooLong;
  const label = columnLabel(header, column);
  return code === 'CELL_TOO_LONG' ? cellTooLong(label, length) : { code, message: `${label} ${detail}` };
}
