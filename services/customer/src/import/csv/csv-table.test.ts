import fc from 'fast-check';
import iconv from 'iconv-lite';
import { openTable } from '../table-reader';
import { collect, readRows, rowsByNumber, sourceOf } from '../testing/files';

const open = (content: string | Uint8Array, piece?: number) => openTable(sourceOf(content, piece));

describe('a random table', () => {
  const cell = fc.string({ unit: fc.constantFrom(...'ab1 "\n\r,;|\t客户名称重庆=+-@'), maxLength: 8 });
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((columns) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 8 }),
    )
    .map((rows) => rows.filter((cells) => cells.some((text) => text.trim() !== '')));
  const delimiters = fc.constantFrom(',', ';', '\t', '|');
  const encodings = fc.constantFrom(
    { name: 'utf8', addBOM: false },
    { name: 'utf8', addBOM: true },
    { name: 'utf-16le', addBOM: true },
    { name: 'utf-16be', addBOM: true },
    { name: 'gb18030', addBOM: false },
  );
  const lineEnds = fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 1, maxLength: 9 });

  it('is read back with equal cells', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        delimiters,
        encodings,
        lineEnds,
        fc.integer({ min: 1, max: 50 }),
        async (rows, delimiter, encoding, ends, piece) => {
          const columns = rows[0]?.length ?? 1;
          const header = Array.from({ length: columns }, (_, n) => `列${n}`);
          const quote = (text: string) => (/["\n\r,;|\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
          const text = [header, ...rows]
            .map((cells, n) => cells.map(quote).join(delimiter) + ends[n % ends.length])
            .join('');
          const bytes = iconv.encode(text, encoding.name, { addBOM: encoding.addBOM });
          const read = await open(bytes, piece);
          expect(read.header).toEqual(header);
          expect(await rowsByNumber(read)).toEqual(rows.map((cells, n) => [n + 1, cells]));
          if (columns > 1) expect(read.delimiter).toBe(delimiter);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('rows', () => {
  it('have the same number from wherever they are read; blank lines count', async () => {
    const table = await open('\n\r\na,b\r\n1,2\n\n,\n3,4\r\r5,6');
    expect(table).toMatchObject({ format: 'csv', encoding: 'utf-8', delimiter: ',' });
    expect(await rowsByNumber(table)).toEqual([
      [1, ['1', '2']],
      [4, ['3', '4']],
      [6, ['5', '6']],
    ]);
    expect((await readRows(table, 4)).map(({ number }) => number)).toEqual([4, 6]);
    expect((await readRows(table, 5)).map(({ number }) => number)).toEqual([6]);
  });

  it('that are broken are faults, and the others are read', async () => {
    const long = 'x'.repeat(1_000_000);
    const table = await open(`name,phone\nA\nB,1,2\nC,${long}\nD,"4\nE,5,\nF,"${long}"\nG,7\n`);
    expect(await rowsByNumber(table)).toEqual([
      [1, ['A', '']],
      [2, 'TOO_MANY_CELLS'],
      [3, 'CELL_TOO_LONG'],
      [4, 'QUOTE_NOT_CLOSED'],
      [5, ['E', '5']],
      [6, 'CELL_TOO_LONG'],
      [7, ['G', '7']],
    ]);
    // What stands before the fault tells which row it is.
    expect((await readRows(table))[2]?.cells).toEqual(['C']);
    expect((await readRows(table))[2]?.fault?.message).toBe('phone has 1000000 characters; at most 32767 are allowed');
  });

  it('with bytes that are no text are faults', async () => {
    const good = '客户,上海测试有限公司\n';
    const bytes = Buffer.concat([
      Buffer.from(`a,b\n${good}`),
      Buffer.from([0x61, 0xe5, 0x2c, 0x62, 0x0a]),
      Buffer.from(good),
    ]);
    expect(await rowsByNumber(await open(bytes))).toEqual([
      [1, ['客户', '上海测试有限公司']],
      [2, 'UNREADABLE_TEXT'],
      [3, ['客户', '上海测试有限公司']],
    ]);
  });

  it('keep cells that look like formulas as they are', async () => {
    expect(await rowsByNumber(await open("a,b\n=1+1,'@x\n"))).toEqual([[1, ['=1+1', "'@x"]]]);
  });

  it('are read in the encoding of European programs', async () => {
    const table = await open(iconv.encode('Name;Ort\nMüller;Köln\nGroß, klein;x\n', 'win1252'));
    expect(table).toMatchObject({ encoding: 'windows-1252', delimiter: ';' });
    expect(await rowsByNumber(table)).toEqual([
      [1, ['Müller', 'Köln']],
      [2, ['Groß, klein', 'x']],
    ]);
  });

  it('come after a line that only names the delimiter', async () => {
    const table = await open('sep=;\r\na;b\r\n1,5;2\r\n');
    expect(await rowsByNumber(table)).toEqual([[1, ['1,5', '2']]]);
  });
});

describe('100,000 rows', () => {
  it('are never read far ahead of the one at hand', async () => {
    const piece = Buffer.from('Some customer,"Main street 1, Town",+49 30 901820\n'.repeat(1000));
    let pulled = 0;
    let open100k = 0;
    const source = async function* () {
      open100k += 1;
      pulled = 0;
      yield Buffer.from('name,address,phone\n');
      for (let n = 0; n < 100; n += 1) {
        pulled += 1000;
        yield piece;
      }
      open100k -= 1;
    };
    const table = await openTable(source);
    open100k = 0;
    let ahead = 0;
    let rows = 0;
    for await (const { number, cells } of table.rows(1)) {
      rows += 1;
      if (number !== rows || cells?.length !== 3) throw new Error(`row ${number}`);
      ahead = Math.max(ahead, pulled - number);
    }
    expect(rows).toBe(100_000);
    expect(ahead).toBeLessThanOrEqual(1000);
    expect(open100k).toBe(0);
  });

  it('need not be read to the end: the source is let go', async () => {
    let released = 0;
    const source = async function* () {
      try {
        for (let n = 0; n < 50; n += 1) yield Buffer.from('a,b\n'.repeat(20_000));
      } finally {
        released += 1;
      }
    };
    const table = await openTable(async function* () {
      yield Buffer.from('x,y\n');
      yield* source();
    });
    released = 0;
    for await (const { number } of table.rows(1)) if (number === 3) break;
    expect(released).toBe(1);
  });
});

describe('a file that is no table', () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  it.each([
    ['EMPTY_FILE', ''],
    ['EMPTY_FILE', ' \r\n\n'],
    ['EMPTY_FILE', '\ufeff'],
    ['NO_HEADER', `"${'x'.repeat(40_000)}",b\n`],
    ['NOT_A_TABLE', png],
    ['OLD_EXCEL', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])],
    ['NOT_A_TABLE', Buffer.from(Array.from({ length: 500 }, (_, n) => (n * 7) % 32 || 1))],
    ['TOO_MANY_COLUMNS', Array.from({ length: 201 }, (_, n) => `c${n}`).join(',')],
  ])('is %s', async (code, content) => {
    await expect(open(content)).rejects.toMatchObject({ name: 'ImportFileError', code });
  });

  it('names the columns that are there twice', async () => {
    await expect(open('name,phone,name ,phone,,\n')).rejects.toMatchObject({
      code: 'DUPLICATE_HEADER',
      message: 'Headings that are there twice: name, phone.',
    });
  });

  it('has no end of blank lines', async () => {
    const table = await open(`a\n${'\n'.repeat(1_100_000)}1\n`);
    await expect(readRows(table)).rejects.toMatchObject({ code: 'TOO_MANY_ROWS' });
  });

  it('has a header and no rows: an empty table', async () => {
    expect(await collect((await open('a,b')).rows(1))).toEqual([]);
  });
});
