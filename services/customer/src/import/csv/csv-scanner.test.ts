import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type CsvRecord, CsvScanner } from './csv-scanner';

function scan(text: string, { piece = text.length || 1, columns = 0 } = {}): CsvRecord[] {
  const scanner = new CsvScanner(',', columns);
  const records: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += piece) records.push(...scanner.push(text.slice(at, at + piece)));
  return [...records, ...scanner.end()];
}
const short = (records: CsvRecord[]) =>
  records.map(({ cells, fault }) => (fault ? `${fault.code} ${fault.column}` : cells));

describe('records', () => {
  it.each([
    [
      'a,b\r\n1,2\n3,4\r5,6',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    ['"a ""b""\r\nc",d\n', [['a "b"\r\nc', 'd']]],
    [
      'a,\n,b\n',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['a\n\n\r\nb', [['a'], [''], [''], ['b']]],
    [
      '5" pipe,a"b\n"",""',
      [
        ['5" pipe', 'a"b'],
        ['', ''],
      ],
    ],
    ['a,', [['a', '']]],
    ['', []],
  ])('of %j', (text, records) => {
    expect(short(scan(text))).toEqual(records);
  });

  it('are those that csv-parse reads, wherever the pieces end', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '客', ' '), maxLength: 6 });
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const record = fc.tuple(fc.array(cell, { minLength: 2, maxLength: 4 }), end);
    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), fc.integer({ min: 1, max: 7 }), (records, piece) => {
        const text = records
          .map(([cells, lineEnd]) => cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',') + lineEnd)
          .join('');
        const expected = parse(text, { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true });
        expect(short(scan(text, { piece }))).toEqual(expected);
      }),
    );
  });

  it('do not depend on where the pieces end, whatever is broken', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', '"', ',', '\n', '\r'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 5 }), (broken, piece) => {
        expect(short(scan(broken, { piece }))).toEqual(short(scan(broken)));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('broken quotes', () => {
  it.each([
    ['a,"b\nc,d\ne,f', ['QUOTE_NOT_CLOSED 1', ['c', 'd'], ['e', 'f']]],
    ['a,"b"x,"y\nc,d', ['TEXT_AFTER_QUOTE 1', ['c', 'd']]],
    ['"a,b\r\nc,"d"\r\ne,f', ['QUOTE_NOT_CLOSED 0', ['c', 'd'], ['e', 'f']]],
    ['"a\nb","c\nd,e', ['QUOTE_NOT_CLOSED 1', ['d', 'e']]],
  ])('of %j cost their own line only', (text, records) => {
    expect(short(scan(text))).toEqual(records);
  });

  it('are found before the whole rest of a file is read as one cell', () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => `${n},name ${n},city`);
    const records = scan(['a,"b,c', ...rows].join('\n'), { columns: 3, piece: 4096 });
    expect(records).toHaveLength(20_001);
    expect(short(records.slice(0, 2))).toEqual(['QUOTE_NOT_CLOSED 1', ['0', 'name 0', 'city']]);
  });

  it('on every line cost every line', () => {
    const records = scan(`a,b\n${'x,"y\n'.repeat(30_000)}`, { columns: 2, piece: 50_000 });
    expect(short(records.slice(0, 3))).toEqual([['a', 'b'], 'QUOTE_NOT_CLOSED 1', 'QUOTE_NOT_CLOSED 1']);
    expect(records).toHaveLength(30_001);
  });
});

describe('a cell of a million characters', () => {
  const long = 'x'.repeat(1_000_000);
  it.each([
    ['plain', `a,b\n1,${long}\n3,4\n`],
    ['quoted', `a,b\n1,"${long}"\n3,4\n`],
    ['quoted with line ends', `a,b\n1,"${`${long}\n`.repeat(2)}"\n3,4\n`],
    ['of quotes', `a,b\n1,"${'""'.repeat(500_000)}"\n3,4\n`],
  ])('%s is a fault of its row, and little of it is kept', (_, text) => {
    const scanner = new CsvScanner(',', 2);
    const records: CsvRecord[] = [];
    let kept = 0;
    for (let at = 0; at < text.length; at += 1000) {
      records.push(...scanner.push(text.slice(at, at + 1000)));
      kept = Math.max(kept, scanner.kept);
    }
    expect(short([...records, ...scanner.end()])).toEqual([['a', 'b'], 'CELL_TOO_LONG 1', ['3', '4']]);
    expect(records[1]).toMatchObject({ cells: ['1'], fault: { length: expect.any(Number) } });
    expect(records[1]?.fault?.length).toBeGreaterThanOrEqual(500_000);
    expect(kept).toBeLessThan(70_000);
  });

  it('made of many cells is a row that is too long', () => {
    const row = Array.from({ length: 100 }, () => 'y'.repeat(20_000)).join(',');
    expect(short(scan(`a\n${row}\nb\n`, { piece: 5000 }))).toEqual([['a'], 'ROW_TOO_LONG 50', ['b']]);
  });

  it('tells how long it is', () => {
    const lengths = (text: string) => scan(text, { piece: 999 }).map(({ fault }) => fault?.length);
    expect(lengths(`${long}\n"${'""'.repeat(40_000)}",1\n2,${long}`)).toEqual([1_000_000, 40_000, 1_000_000]);
  });

  it('of exactly the limit is read', () => {
    const cell = '"'.repeat(32_767);
    expect(short(scan(`"${cell.replaceAll('"', '""')}",${'z'.repeat(32_767)}`))).toEqual([[cell, 'z'.repeat(32_767)]]);
  });

  it('that is never closed says so', () => {
    expect(short(scan(`a,"${long}`, { columns: 2 }))).toEqual(['QUOTE_NOT_CLOSED 1']);
  });
});

it('a row of a million cells keeps those that can have a heading, and one more when any of the others is filled', () => {
  const [blank, filled] = scan(`${','.repeat(1_000_000)}\n${','.repeat(1_000_000)}x\n`, { piece: 5000 });
  expect([blank?.cells.length, filled?.cells.length, filled?.cells.at(-1)]).toEqual([200, 201, 'x']);
});
