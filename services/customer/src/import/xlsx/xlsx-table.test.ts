import ExcelJS from 'exceljs';
import { openTable } from '../table-reader';
import { readRows, rowsByNumber, sourceOf, workbookParts, zip } from '../testing/files';

const open = (bytes: Uint8Array, piece?: number) => openTable(sourceOf(bytes, piece));
const openSheet = (sheetData: string, parts = {}) => open(zip(workbookParts(sheetData, parts)));

async function written(fill: (workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

describe('a workbook of another writer', () => {
  it('gives what a person sees in its cells', async () => {
    const bytes = await written((workbook) => {
      const sheet = workbook.addWorksheet('客户');
      sheet.addRow(['客户名称', '电话', '日期', '时间', '数', '编号', '链接', '文']);
      sheet.addRow([
        '上海 测试',
        13800138000,
        new Date(Date.UTC(2024, 1, 29)),
        new Date(Date.UTC(2024, 1, 29, 13, 5)),
        0.1 + 0.2,
        42,
      ]);
      sheet.getCell('F2').numFmt = '000000';
      sheet.getCell('G2').value = { text: 'home', hyperlink: 'https://example.com' };
      sheet.getCell('H2').value = { richText: [{ text: 'Alpha ' }, { font: { bold: true }, text: 'Beta' }] };
      sheet.addRow([
        'B',
        '+49 30',
        true,
        { formula: 'A1', result: 'cached' },
        { formula: '1+1', result: 2 },
        1e21,
        -1.5e-7,
      ]);
    });
    const table = await open(bytes);
    expect(table).toMatchObject({ format: 'xlsx', encoding: '', delimiter: '' });
    expect(await rowsByNumber(table)).toEqual([
      [1, ['上海 测试', '13800138000', '2024-02-29', '2024-02-29T13:05:00', '0.3', '000042', 'home', 'Alpha Beta']],
      [2, ['B', '+49 30', 'TRUE', 'cached', '2', '1000000000000000000000', '-0.00000015', '']],
    ]);
  });

  it('has a fault for a formula without result and for an error', async () => {
    const bytes = await written((workbook) => {
      const sheet = workbook.addWorksheet('A');
      sheet.addRow(['name', 'sum']);
      sheet.addRow(['A', { formula: '1+1' }]);
      sheet.addRow(['B', { error: '#REF!' }]);
      sheet.addRow(['C', { formula: 'X1', result: { error: '#N/A' } }]);
      sheet.addRow(['D', 'fine']);
    });
    const table = await open(bytes);
    expect(await rowsByNumber(table)).toEqual([
      [1, 'CELL_WITHOUT_VALUE'],
      [2, 'CELL_WITHOUT_VALUE'],
      [3, 'CELL_WITHOUT_VALUE'],
      [4, ['D', 'fine']],
    ]);
    expect((await readRows(table))[1]).toMatchObject({ cells: ['B'], fault: { message: 'sum is the error #REF!' } });
  });

  it('is read from its first sheet that is visible', async () => {
    const bytes = await written((workbook) => {
      workbook.addWorksheet('Hidden', { state: 'hidden' }).addRow(['secret']);
      workbook.addWorksheet('One').addRows([['one'], ['1']]);
      workbook.addWorksheet('Two').addRows([['two'], ['2']]);
    });
    expect(await open(bytes)).toMatchObject({ header: ['one'], sheet: 'One', otherSheets: ['Hidden', 'Two'] });
  });

  it('may have merged cells, blank rows and cells that are only formatted', async () => {
    const bytes = await written((workbook) => {
      const sheet = workbook.addWorksheet('A');
      sheet.getCell('A3').value = 'name';
      sheet.getCell('B3').value = 'city';
      sheet.getCell('A4').value = 'A';
      sheet.mergeCells('A4:B4');
      sheet.getCell('A7').value = 'C';
      sheet.getCell('Z7').font = { bold: true };
      sheet.getCell('A8').value = 'D';
      sheet.getCell('D8').value = 'too far';
    });
    const table = await open(bytes);
    expect(await rowsByNumber(table)).toEqual([
      [1, ['A', '']],
      [4, ['C', '']],
      [5, 'TOO_MANY_CELLS'],
    ]);
    expect(await readRows(table, 5)).toHaveLength(1);
  });
});

describe('a workbook written by hand', () => {
  const header = '<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row>';

  it('loses no run of an inline text and takes no reading for the text', async () => {
    const table = await openSheet(
      `${header}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><r><t>Alpha</t></r><r><t xml:space="preserve"> Beta_x000D_</t></r></is></c></row>`,
      { 'xl/sharedStrings.xml': '<sst><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si></sst>' },
    );
    expect(await rowsByNumber(table)).toEqual([[1, ['東京', 'Alpha Beta\r']]]);
  });

  it('may write prefixes and leave addresses out', async () => {
    const sheet =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="str"><x:v>a</x:v></x:c></x:row><x:row><x:c><x:v>123456789012345678</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const table = await openSheet('', { 'xl/worksheets/sheet1.xml': sheet });
    expect(await rowsByNumber(table)).toEqual([[1, ['123456789012345678']]]);
  });

  it.each([
    ['yyyy"年"m"月"d"日"', '45351', '2024-02-29'],
    ['[$-804]yyyy/m/d h:mm', '45351.5', '2024-02-29T12:00:00'],
    ['h:mm', '0.25', '06:00:00'],
    ['d.m.yy', '59', '1900-02-28'],
    ['[Red]#,##0.00 "days"', '45351.5', '45351.5'],
    ['0.00E+00', '1.3800138E10', '13800138000'],
    ['0000', '7', '0007'],
    ['General', '-12.50', '-12.5'],
  ])('a number with the format %s', async (format, value, text) => {
    const code = format.replaceAll('"', '&quot;');
    const styles = `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${code}"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="200"/></cellXfs></styleSheet>`;
    const table = await openSheet(`${header}<row><c s="1"><v>${value}</v></c></row>`, { 'xl/styles.xml': styles });
    expect(await rowsByNumber(table)).toEqual([[1, [text, '']]]);
  });

  it('counts days from 1904 when it says so', async () => {
    const parts = workbookParts(`${header}<row><c s="1"><v>43889</v></c></row>`, {
      'xl/styles.xml': '<styleSheet><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>',
    });
    const workbook = parts['xl/workbook.xml']!.replace('<sheets>', '<workbookPr date1904="1"/><sheets>');
    expect(await rowsByNumber(await open(zip({ ...parts, 'xl/workbook.xml': workbook })))).toEqual([
      [1, ['2024-02-29', '']],
    ]);
  });

  it('with a cell that is too long has a fault in that row only', async () => {
    const long = 'x'.repeat(1_000_000);
    const table = await openSheet(
      `${header}<row><c t="s"><v>0</v></c></row><row><c/><c t="str"><v>${long}</v></c></row><row><c><v>1</v></c></row>`,
      { 'xl/sharedStrings.xml': `<sst><si><t>${long}</t></si></sst>` },
    );
    expect(await rowsByNumber(table)).toEqual([
      [1, 'CELL_TOO_LONG'],
      [2, 'CELL_TOO_LONG'],
      [3, ['1', '']],
    ]);
  });

  it('keeps little of cells far outside', async () => {
    const far = '<row><c r="XFD2" t="str"><v>x</v></c></row>';
    expect(await rowsByNumber(await openSheet(header + far))).toEqual([[1, 'TOO_MANY_CELLS']]);
    const wide = `<row>${`<c t="inlineStr"><is><t>${'x'.repeat(30_000)}</t></is></c>`.repeat(40)}</row>`;
    expect(await rowsByNumber(await openSheet(header + wide))).toEqual([[1, 'ROW_TOO_LONG']]);
    await expect(openSheet(far)).rejects.toMatchObject({ code: 'TOO_MANY_COLUMNS' });
  });
});

describe('a broken workbook', () => {
  it('cut off anywhere is told at once', async () => {
    const bytes = await written((workbook) => {
      const sheet = workbook.addWorksheet('A');
      for (let n = 0; n < 500; n += 1) sheet.addRow([`name ${n}`, n, `x${n * 7919}`]);
    });
    for (let cut = 5; cut < bytes.length - 22; cut += 997) {
      await expect(open(bytes.subarray(0, cut))).rejects.toMatchObject({ code: 'BROKEN_XLSX' });
    }
    expect(await readRows(await open(bytes, 100))).toHaveLength(499);
  });

  it.each([
    ['no workbook part', { 'a.txt': 'x' }, 'BROKEN_XLSX'],
    ['no sheet part', { ...workbookParts(''), 'xl/worksheets/sheet1.xml': '' }, 'BROKEN_XLSX'],
    ['no XML', workbookParts('<row><c></row>'), 'BROKEN_XLSX'],
    ['a text that is missing', workbookParts('<row><c t="s"><v>3</v></c></row>'), 'BROKEN_XLSX'],
    ['a cell outside of any sheet', workbookParts('<row><c r="ZZZZ1"><v>3</v></c></row>'), 'BROKEN_XLSX'],
    ['a row outside of any sheet', workbookParts('<row r="2000000"/>'), 'TOO_MANY_ROWS'],
    ['no rows', workbookParts(''), 'EMPTY_FILE'],
    ['no result in its header', workbookParts('<row><c><f>A2</f></c></row>'), 'NO_HEADER'],
    [
      'a text without end',
      { ...workbookParts(''), 'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(33_000_000)}` },
      'FILE_TOO_LARGE',
    ],
    [
      'a text of endless runs',
      workbookParts(`<row><c t="inlineStr"><is>${`<r><t>${'x'.repeat(100_000)}</t></r>`.repeat(100)}</is></c></row>`),
      'FILE_TOO_LARGE',
    ],
    [
      'a part that unpacks to far more',
      { ...workbookParts(''), 'xl/styles.xml': ' '.repeat(17_000_000) },
      'FILE_TOO_LARGE',
    ],
    [
      'more text than is kept',
      {
        ...workbookParts(''),
        'xl/sharedStrings.xml': `<sst>${`<si><t>${'x'.repeat(30_000)}</t></si>`.repeat(1700)}</sst>`,
      },
      'FILE_TOO_LARGE',
    ],
  ])('with %s', async (_, parts, code) => {
    await expect(open(zip(parts as Record<string, string>))).rejects.toMatchObject({ name: 'ImportFileError', code });
  });
});

describe('100,000 rows', () => {
  const row = '<row><c t="str"><v>Some customer</v></c><c><v>13800138000</v></c></row>';
  const bytes = zip(workbookParts(row.repeat(100_001)));

  it('are never unpacked far ahead of the one at hand, and the source is let go', async () => {
    const piece = 256;
    let pulled = 0;
    let released = 0;
    const source = async function* () {
      pulled = 0;
      try {
        for (let at = 0; at < bytes.length; at += piece) {
          pulled += piece;
          yield bytes.subarray(at, at + piece);
        }
      } finally {
        released += 1;
      }
    };
    const rowsPerByte = 100_001 / bytes.length;
    const table = await openTable(source);
    released = 0;
    let ahead = 0;
    let rows = 0;
    for await (const { number } of table.rows(1)) {
      rows += 1;
      ahead = Math.max(ahead, pulled * rowsPerByte - number);
    }
    expect(rows).toBe(100_000);
    expect(ahead).toBeLessThan(15_000);
    expect(released).toBe(1);
  });
});
