import fc from 'fast-check';
import { neutralise, restore } from './neutralise';
import { hasRejectColumns, withoutRejectColumns } from './reject-columns';
import { rejectsFile } from './rejects-file';
import { openTable } from './table-reader';
import { collect, readRows, sourceOf } from './testing/files';

interface Rejected {
  number: number;
  cells: string[];
  reason: string;
}
async function* rejected(rows: Iterable<Rejected>) {
  for (const { reason, ...row } of rows)
    yield { ...row, faults: [{ column: '', description: reason }], duplicateOf: '' };
}
const written = async (header: string[], rows: Rejected[]) =>
  Buffer.concat(await collect(rejectsFile(header, rejected(rows))));

it('is CSV that a spreadsheet opens, with what to correct at the end', async () => {
  const bytes = await written(
    ['name', 'phone'],
    [
      { number: 3, cells: ['=HYPERLINK("x")', '+49 30 901820'], reason: 'phone: is, wrong' },
      { number: 4, cells: ['-cmd|x', "'=y"], reason: '@bad' },
      { number: 5, cells: [], reason: 'column "name" is broken' },
    ],
  );
  expect(bytes.toString()).toBe(
    [
      '\ufeffname,phone,row,reason',
      '"\'=HYPERLINK(""x"")",+49 30 901820,3,"phone: is, wrong"',
      "'-cmd|x,''=y,4,'@bad",
      ',,5,"column ""name"" is broken"',
      '',
    ].join('\r\n'),
  );
});

it('gives the original cells back when it is read, and only when it is such a file', async () => {
  const cell = fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n\'",;|1a(．＝客 '), maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (rows) => {
      const header = ['=名称', "'b"];
      const bytes = await written(
        header,
        rows.map((cells, n) => ({ number: n * 3 + 1, cells, reason: `=${n}` })),
      );
      const table = await openTable(sourceOf(bytes));
      expect(withoutRejectColumns(table.header)).toEqual(header);
      const read = await readRows(table);
      expect(read.map(({ cells }) => cells.slice(0, -2))).toEqual(rows);
      expect(read.map(({ cells }) => cells[2])).toEqual(rows.map((_, n) => String(n * 3 + 1)));
    }),
    { numRuns: 300 },
  );
  const other = await openTable(sourceOf("name,reason\n'=x,y\n"));
  expect((await readRows(other))[0]?.cells).toEqual(["'=x", 'y']);
});

it('written from such a file replaces the two columns, and leaves columns of their names alone', async () => {
  const again = await written(['name', 'row', 'reason'], [{ number: 1, cells: ['A', '9', 'old'], reason: 'new' }]);
  expect(again.toString()).toBe('\ufeffname,row,reason\r\nA,1,new\r\n');
  const taken = await openTable(sourceOf(await written(['row', 'name'], [])));
  expect(taken.header).toEqual(['row', 'name', 'row 2', 'reason 2']);
  expect(hasRejectColumns(taken.header)).toBe(true);
});

it('is written while the rows come, in pieces', async () => {
  let given = 0;
  function* rows() {
    for (; given < 10_000; given += 1) yield { number: given + 1, cells: ['x'.repeat(100)], reason: 'r' };
  }
  const pieces = rejectsFile(['a'], rejected(rows()));
  const { value } = await pieces.next();
  expect(value?.length).toBeLessThan(66_000);
  expect(given).toBeLessThan(700);
  await pieces.return(undefined);
});

it.each(['+49 (30) 12-34', '-12.5', '+1', '-1,000.00'])('a number such as %s stays as it is', (cell) => {
  expect(neutralise(cell)).toBe(cell);
});

it.each(['=1', '+a', '-', '-1+cmd', '@x', '\tx', '\rx', '＝1', '+1=2'])(
  '%j is made harmless and comes back',
  (cell) => {
    expect(neutralise(cell)).toBe(`'${cell}`);
    expect(restore(neutralise(cell))).toBe(cell);
    expect(restore(neutralise(`'${cell}`))).toBe(`'${cell}`);
  },
);
