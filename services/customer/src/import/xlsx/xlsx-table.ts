import { checkHeader, columnLabel } from '../header';
import { ImportFileError } from '../import-file-error';
import type { ByteSource, Table, TableOptions, TableRow } from '../table';
import { fitRow } from '../table-row';
import { readParts } from './package-parts';
import { SharedStrings } from './shared-strings';
import { type SheetContext, type SheetRow, SheetRows } from './sheet-rows';
import { StylesPart } from './styles';
import { chooseSheet, RelationsPart, WorkbookPart } from './workbook-parts';
import { type XmlHandler, XmlReader } from './xml-reader';

/** Opens a workbook: one pass for the parts that its sheets refer to, then the sheet as a stream. */
export async function openXlsx(source: ByteSource, options: TableOptions): Promise<Table> {
  const workbook = new WorkbookPart();
  const relations = new RelationsPart();
  const styles = new StylesPart();
  const strings = new SharedStrings();
  const handlers: Record<string, XmlHandler> = {
    'xl/workbook.xml': workbook,
    'xl/_rels/workbook.xml.rels': relations,
    'xl/styles.xml': styles,
    'xl/sharedstrings.xml': strings,
  };
  const readers = new Map<string, XmlReader>();
  for await (const { path, bytes, last } of readParts(source, (part) => partKey(part) in handlers)) {
    const key = partKey(path);
    const reader = readers.get(key) ?? new XmlReader(handlers[key]!);
    readers.set(key, reader.write(bytes, last));
  }
  const sheet = chooseSheet(workbook, relations, options.sheet);
  const context = { texts: strings.texts, styles, date1904: workbook.date1904 };
  const { header, place } = await readHeader(sheetRows(source, sheet.path, context));
  return {
    format: 'xlsx',
    encoding: 'utf-8',
    delimiter: '',
    lineEnds: 'none',
    header,
    sheet: sheet.name,
    sheets: sheet.names,
    rows: (fromRow) => dataRows(sheetRows(source, sheet.path, context), header, place, fromRow),
  };
}

/** Some writers number the workbook part. */
const partKey = (path: string) => path.toLowerCase().replace(/workbook\d+\.xml/, 'workbook.xml');

async function* sheetRows(source: ByteSource, sheetPath: string, context: SheetContext): AsyncGenerator<SheetRow> {
  const rows = new SheetRows(context);
  const reader = new XmlReader(rows);
  for await (const { bytes, last } of readParts(source, (path) => path === sheetPath)) {
    reader.write(bytes, last);
    yield* rows.take();
    if (last) return;
  }
  throw new ImportFileError('BROKEN_XLSX', 'the sheet is cut off or missing');
}

async function readHeader(rows: AsyncIterable<SheetRow>): Promise<{ header: string[]; place: number }> {
  for await (const { number, cells, fault } of rows) {
    if (fault) throw new ImportFileError('NO_HEADER', `the first row: column ${fault.column + 1} ${fault.message}`);
    if (isBlank(cells)) continue;
    return { header: checkHeader(cells), place: number };
  }
  throw new ImportFileError('EMPTY_FILE', 'the sheet has no rows');
}

async function* dataRows(
  rows: AsyncIterable<SheetRow>,
  header: string[],
  headerPlace: number,
  fromRow: number,
): AsyncGenerator<TableRow> {
  for await (const { number: place, cells, fault } of rows) {
    const number = place - headerPlace;
    if (number < Math.max(1, fromRow)) continue;
    if (fault) {
      const message = `${columnLabel(header, fault.column)} ${fault.message}`;
      yield { number, fault: { code: fault.code, message } };
    } else if (!isBlank(cells)) {
      while (cells.length < header.length) cells.push('');
      yield fitRow(number, cells, header);
    }
  }
}

const isBlank = (cells: string[]) => cells.every((cell) => cell.trim() === '');
