import { Workbook } from 'exceljs';
import fc from 'fast-check';
import { encode } from 'iconv-lite';
import { ImportFileError } from './import-file-error';
import { MAX_CELL } from './table';
import { openTable } from './table-reader';
import { collect, readRows, sourceOf } from './testing/files';

/** Content in pieces of a size, as a network brings it. */
const inPieces = (bytes: Uint8Array, size = 7) => sourceOf(bytes, size);
const text = (csv: string) => inPieces(Buffer.from(csv, 'utf8'));
async function read(content: () => AsyncIterable<Uint8Array>, from = 1) {
  const table = await openTable(content);
  const rows = await readRows(table, from);
  return { ...table, all: rows, cells: rows.map((row) => row.cells), faults: rows.map((row) => row.fault?.code) };
}
const refusal = async (content: () => AsyncIterable<Uint8Array>) => {
  const error = await openTable(content).catch((fault: unknown) => fault);
  return error instanceof ImportFileError ? error.code : error;
};
async function workbook(rows: unknown[][]): Promise<() => AsyncIterable<Uint8Array>> {
  const book = new Workbook();
  const sheet = book.addWorksheet('Customers');
  for (const row of rows) sheet.addRow(row);
  return inPieces(new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer), 4096);
}

const quoted = (cell: string) => (/[",;\t|\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Promise: every good row of a messy file is read as it is, every bad one is named, and the others do not suffer. */
describe('CSV files', () => {
  it.each([
    ['utf-8', Buffer.from('公司,电话\n华为,138\n', 'utf8'), 'utf-8'],
    ['utf-8 with its mark', Buffer.from('\uFEFF公司,电话\n华为,138\n', 'utf8'), 'utf-8'],
    ['GBK', encode('公司,电话\n华为,138\n', 'gbk'), 'gb18030'],
    ['GB18030 with a rare character', encode('公司,电话\n华为,138\n㐀𠀀,1\n', 'gb18030'), 'gb18030'],
    ['UTF-16 LE', encode('公司,电话\n华为,138\n', 'utf-16le', { addBOM: true }), 'utf-16le'],
    ['UTF-16 BE', encode('公司,电话\n华为,138\n', 'utf-16be', { addBOM: true }), 'utf-16be'],
  ])('are read in %s', async (_name, bytes, encoding) => {
    for (const size of [1, 2, 3, 1000]) {
      const table = await read(inPieces(bytes, size));
      expect(table).toMatchObject({ format: 'csv', encoding, delimiter: ',', header: ['公司', '电话'] });
      expect(table.cells[0]).toEqual(['华为', '138']);
    }
  });

  it('come back cell for cell, whatever delimiter, line end and pieces', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('', '华为', 'a,b', 'x;y', '"', '""', 'two\nlines', 'tab\tbed', '=1+1', ' padded ', '5" pipe'),
    );
    const tables = fc.record({
      rows: fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }),
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      end: fc.constantFrom('\n', '\r\n', '\r'),
      size: fc.integer({ min: 1, max: 64 }),
    });
    await fc.assert(
      fc.asyncProperty(tables, async ({ rows, delimiter, end, size }) => {
        // A line break inside a cell is read as \n, and no cell of a row that is kept is blank throughout.
        const clean = rows
          .map((row) => row.map((value) => value.replace(/\r\n?/g, '\n').replaceAll('\0', '').replaceAll('\uFEFF', '')))
          .filter((row) => row.some((value) => value.trim() !== ''));
        const lines = [['a', 'b', 'c'], ...clean].map((row) => row.map(quoted).join(delimiter));
        const table = await read(inPieces(Buffer.from(lines.join(end) + end, 'utf8'), size));
        expect(table.cells).toEqual(clean);
        expect(table.all.map(({ number }) => number)).toEqual(clean.map((_, index) => index + 1));
      }),
      { numRuns: 300 },
    );
  });

  it('may mix line ends, and have blank rows and missing cells', async () => {
    const { cells, faults } = await read(text('a,b,c\r\n1,2,3\n\n4,5\r,,\r\n6\n'));
    expect(cells).toEqual([
      ['1', '2', '3'],
      ['4', '5', ''],
      ['6', '', ''],
    ]);
    expect(faults).toEqual([undefined, undefined, undefined]);
  });

  it('go on from a row, by its number; blank ones count', async () => {
    const { all } = await read(text('a\n1\n\n2\n3\n'), 2);
    expect(all).toMatchObject([
      { number: 3, cells: ['2'] },
      { number: 4, cells: ['3'] },
    ]);
  });

  it('keep a million-character cell from hurting its neighbours', async () => {
    const { all } = await read(inPieces(Buffer.from(`name,note\na,1\nb,${'x'.repeat(1_000_000)}\nc,3\n`), 65_536));
    expect(all.map(({ fault }) => fault?.code)).toEqual([undefined, 'CELL_TOO_LONG', undefined]);
    expect(all[1]?.fault?.message).toContain('note has 1000000 characters');
    expect(JSON.stringify(all[1]).length).toBeLessThan(1000);
    expect(all[2]?.cells).toEqual(['c', '3']);
  });

  it('keep a line without end within bounds', async () => {
    const { faults } = await read(inPieces(Buffer.from(`a\n1\n${'x'.repeat(5_000_000)}\n2\n`), 65_536));
    expect(faults).toEqual([undefined, 'CELL_TOO_LONG', undefined]);
  });

  it('lose one row to a quotation mark that is never closed, not the rest of the file', async () => {
    const { cells, faults } = await read(text('a,b\n1,2\n"open,4\n5,6\n"7, and",8\n'));
    expect(faults).toEqual([undefined, 'QUOTE_NOT_CLOSED', undefined, undefined]);
    expect(cells.slice(2)).toEqual([
      ['5', '6'],
      ['7, and', '8'],
    ]);
    const long = Array.from({ length: 1000 }, (_, index) => `${index},x`).join('\n');
    const { faults: many } = await read(text(`a,b\n"open,4\n${long}\n`));
    expect(many.filter(Boolean)).toEqual(['QUOTE_NOT_CLOSED']);
    expect(many).toHaveLength(1001);
  });

  it('name rows with too many cells', async () => {
    const { all, faults } = await read(text('a,b\n1,2,,\n1,2,3\n'));
    expect(faults).toEqual([undefined, 'TOO_MANY_CELLS']);
    expect(all[1]?.fault?.message).toBe('has 3 cells for 2 headings');
  });

  it.each([
    ['an empty file', text(''), 'EMPTY_FILE'],
    ['nothing but blank lines', text('\n\n,,\n'), 'EMPTY_FILE'],
    ['a heading twice', text('a,b,a\n1,2,3\n'), 'DUPLICATE_HEADER'],
    ['a column without a heading', text('a,,c\n1,2,3\n'), 'NO_HEADER'],
    ['too many columns', text(`${Array.from({ length: 201 }, (_, i) => `c${i}`).join(',')}\n`), 'TOO_MANY_COLUMNS'],
    ['a picture', inPieces(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13])), 'NOT_A_TABLE'],
    ['an old workbook', inPieces(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4])), 'OLD_EXCEL'],
    ['a broken workbook', inPieces(Buffer.from('PK\u0003\u0004 and then nothing of use')), 'BROKEN_XLSX'],
  ])('are refused as a whole for %s', async (_name, content, code) => {
    expect(await refusal(content)).toBe(code);
  });
});

describe('workbooks', () => {
  it('give text for every kind of cell', async () => {
    const table = await read(
      await workbook([
        ['name', 'phone', 'date', 'formula', 'rich', 'link', 'flag'],
        [
          '华为',
          13800138000,
          new Date('2026-03-01T00:00:00Z'),
          { formula: 'A1&"x"', result: 'nx' },
          { richText: [{ text: 'bold' }, { text: ' text' }] },
          { text: 'site', hyperlink: 'https://example.com' },
          true,
        ],
        [],
        ['b', 0.5],
      ]),
    );
    expect(table).toMatchObject({ format: 'xlsx', encoding: '', delimiter: '' });
    expect(table.cells).toEqual([
      ['华为', '13800138000', '2026-03-01', 'nx', 'bold text', 'site', 'TRUE'],
      ['b', '0.5', '', '', '', '', ''],
    ]);
  });

  it('name cells that hold an error or a formula without a result', async () => {
    const table = await read(
      await workbook([
        ['name', 'value'],
        ['a', { formula: 'B9' }],
        ['b', { error: '#REF!' }],
        ['c', 'fine'],
        ['d', 'x'.repeat(MAX_CELL)],
      ]),
    );
    expect(table.faults).toEqual(['CELL_WITHOUT_VALUE', 'CELL_WITHOUT_VALUE', undefined, undefined]);
    expect(table.all[0]?.fault?.message).toContain('value');
  });

  it('cut short are refused', async () => {
    const whole = await workbook([['a'], ['1']]);
    const bytes = Buffer.concat(await collect(whole()));
    expect(await refusal(inPieces(bytes.subarray(0, bytes.length / 2), 4096))).toMatch(/BROKEN_XLSX|EMPTY_FILE/);
  });
});
