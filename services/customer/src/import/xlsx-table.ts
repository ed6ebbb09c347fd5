import { Readable } from 'node:stream';
import { type CellValue, stream } from 'exceljs';
import { type Content, checkHeader, ImportFileError, isBlank, type Table, type TableRow, tableRow } from './table';

/** The first sheet of a workbook. */
export async function openXlsx(content: Content): Promise<Table> {
  let header: string[] | undefined;
  for await (const { cells } of sheetRows(content)) {
    if (isBlank(cells)) continue;
    header = checkHeader(cells);
    break;
  }
  if (!header) throw new ImportFileError('EMPTY_FILE', 'The first sheet is empty.');
  const headings = header;
  return {
    format: 'xlsx',
    encoding: '',
    delimiter: '',
    header,
    async *rows(after) {
      let number = -1;
      for await (const { cells, fault } of sheetRows(content)) {
        if (!fault && isBlank(cells)) continue;
        number += 1;
        if (number === 0 || number <= after) continue;
        const row = tableRow(number, cells, headings);
        yield fault && !row.fault ? withFault(row, fault, headings) : row;
      }
    },
  };
}

interface SheetRow {
  cells: string[];
  /** Index of a cell that has no value of its own. */
  fault?: number;
}

const withFault = (row: TableRow, at: number, header: string[]): TableRow => ({
  ...row,
  fault: {
    code: 'CELL_WITHOUT_VALUE',
    message: `${header[at] ?? `column ${at + 1}`} has an error or a formula without a result`,
  },
});

async function* sheetRows(content: Content): AsyncGenerator<SheetRow> {
  const input = Readable.from(content());
  try {
    const options = {
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
      worksheets: 'emit',
      entries: 'ignore',
    };
    const workbook = new stream.xlsx.WorkbookReader(input, options as never);
    for await (const sheet of workbook) {
      for await (const row of sheet) {
        const values = row.values as CellValue[];
        let fault: number | undefined;
        const cells = Array.from({ length: Math.max(0, values.length - 1) }, (_, index) => {
          const text = textOf(values[index + 1]);
          if (text === undefined) fault ??= index;
          return text ?? '';
        });
        yield { cells, ...(fault === undefined ? {} : { fault }) };
      }
      return;
    }
  } catch (error) {
    if (error instanceof ImportFileError) throw error;
    throw new ImportFileError('BROKEN_XLSX', 'The workbook is damaged or has a password.');
  } finally {
    input.destroy();
  }
}

/** A cell as text; undefined when it holds an error or a formula without a result. */
function textOf(value: CellValue | undefined): string | undefined {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '');
  if ('error' in value) return undefined;
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return textOf(value.text as CellValue);
  if ('formula' in value || 'sharedFormula' in value) {
    const { result } = value;
    return result === undefined || result === null ? undefined : textOf(result as CellValue);
  }
  return undefined;
}

/** All digits: a phone number that was typed as a number is none with an exponent. */
const numberText = (value: number) =>
  Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
