import { COLUMN_NAMES } from './column-names';
import { checkMapping, headerFingerprint, mappingFor, suggestMapping } from './mapping';
import { OwnerNames } from './owner-names';
import { rejectsFile } from './rejects-file';
import { type RowInput, toInput } from './row-to-input';
import { openTable } from './table-reader';

const pairs = (header: string[]) => suggestMapping(header).columns.map(({ column, field }) => [column, field]);

describe('mappings', () => {
  it('are suggested from headings in both languages, however they are written', () => {
    expect(pairs(['公司名称', '手机号', '邮箱', '省份', '負責人', '联系人', '备注'])).toEqual([
      ['公司名称', 'display_name'],
      ['手机号', 'phone'],
      ['邮箱', 'email'],
      ['省份', 'region'],
      ['負責人', 'owner_id'],
      ['联系人', 'contact_name'],
    ]);
    expect(pairs(['Company Name ', 'E-Mail', 'PHONE_NUMBER', 'Company', 'Contact Person'])).toEqual([
      ['Company Name ', 'display_name'],
      ['E-Mail', 'email'],
      ['PHONE_NUMBER', 'phone'],
      ['Contact Person', 'contact_name'],
    ]);
  });

  it('are remembered for the same headings in any order', () => {
    expect(headerFingerprint(['a', 'B '])).toBe(headerFingerprint(['b', 'A']));
    expect(headerFingerprint(['a'])).not.toBe(headerFingerprint(['a', 'b']));
  });

  it('read remarks, full width, punctuation and the other script, and take the surest name', () => {
    expect(pairs(['公司名稱（必填）', '電話', '聯絡人', '價值等級', '團隊', '客户编号*', '聯絡人職稱'])).toEqual([
      ['公司名稱（必填）', 'display_name'],
      ['電話', 'phone'],
      ['聯絡人', 'contact_name'],
      ['價值等級', 'value_level'],
      ['團隊', 'team_id'],
      ['客户编号*', 'external_ref'],
      ['聯絡人職稱', 'contact_title'],
    ]);
    expect(pairs(['ＩＤ', 'Company_Name', 'Mobile-Phone', 'CONTACT NAME', 'Owner', 'Notes'])).toEqual([
      ['ＩＤ', 'external_ref'],
      ['Company_Name', 'display_name'],
      ['Mobile-Phone', 'phone'],
      ['CONTACT NAME', 'contact_name'],
      ['Owner', 'owner_id'],
    ]);
    expect(pairs(['手机', 'name', '电话', '客户名称'])).toEqual([
      ['电话', 'phone'],
      ['客户名称', 'display_name'],
    ]);
    expect(pairs(['row', 'reason'])).toEqual([]);
  });

  it('have no name for two fields, so that what is suggested is right', () => {
    const names = COLUMN_NAMES.flatMap((each) => each.names);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(checkMapping({ ...suggestMapping(names), constants: {} }, names)).toEqual([]);
  });

  it('are found for the mended file of rejected rows, and written as the file writes its headings', () => {
    expect(headerFingerprint(['a', 'B', 'row', 'reason'])).toBe(headerFingerprint(['a', 'B']));
    const remembered = { columns: [{ column: 'B ', field: 'phone' }], constants: {} };
    expect(mappingFor(['a', 'b'], remembered).columns).toEqual([{ column: 'b', field: 'phone' }]);
  });

  it('have every fault named', () => {
    const columns = [
      { column: 'x', field: 'phone' },
      { column: 'a', field: 'nothing' },
      { column: 'a', field: 'phone' },
    ];
    const faults = checkMapping({ columns, constants: { colour: 'red', city: 'y'.repeat(201) } }, ['a', 'b']);
    expect(faults.map(({ field }) => field)).toEqual([
      'mapping.columns[0].column',
      'mapping.columns[1].field',
      'mapping.columns[2].column',
      'mapping.columns[2].field',
      'mapping.constants.colour',
      'mapping.constants.city',
      'mapping.columns',
    ]);
  });
});

describe('rows', () => {
  const header = ['名称', '国家', '等级', '标签', '联系人', '联系电话', '负责人'];
  const fields = ['display_name', 'country', 'value_level', 'tags', 'contact_name', 'contact_phone', 'owner_id'];
  const mapping = {
    columns: header.map((column, index) => ({ column, field: fields[index] as string })),
    constants: { country: 'CN', source: 'expo' },
  };
  const input = (...cells: string[]) => toInput({ number: 3, cells }, header, mapping);

  it('are read with words for countries and levels, constants where a cell is empty', () => {
    const row = input('华为', '德国', '高', 'a，b;a、c', '王建国', '138', 'ann');
    expect(row.profile).toMatchObject({
      displayName: '华为',
      country: 'DE',
      valueLevel: 'VALUE_LEVEL_HIGH',
      tags: ['a', 'b', 'c'],
      source: 'expo',
      contacts: [{ name: '王建国', phone: '138' }],
    });
    expect([row.ownerId, row.faults]).toEqual(['ann', []]);
    expect(input('a', '', '', '', '', '', '').profile).toMatchObject({ country: 'CN', contacts: [], tags: [] });
    expect(['Germany', 'GERMANY', 'de', 'USA', '美国', '臺灣'].map((name) => input('a', name).profile.country)).toEqual(
      ['DE', 'DE', 'de', 'US', 'US', 'TW'],
    );
  });

  it('name the column of a fault, not our field', () => {
    expect(input('a', '', 'enormous').faults).toEqual([
      { column: '等级', description: expect.stringContaining('must be one of') },
    ]);
    const { columnOf } = input('a');
    expect(['display_name', 'contacts[0].phone', 'contacts[0].email', 'tags[3]', 'phone'].map(columnOf)).toEqual([
      '名称',
      '联系电话',
      'contact_email',
      '标签',
      'phone',
    ]);
  });

  it('may name owners and teams as people do, unless two are called so', () => {
    const reps = [
      { id: 'ann', displayName: '张 伟' },
      { id: 'bob', displayName: 'Bob' },
      { id: 'bob-2', displayName: 'bob ' },
    ];
    const names = new OwnerNames(reps, [{ id: 'south', displayName: 'South' }]);
    const resolve = (ownerId: string, teamId = '') => {
      const row = names.resolve({ ownerId, teamId } as RowInput);
      return [row.ownerId, row.teamId];
    };
    expect(resolve('张 伟', 'SOUTH')).toEqual(['ann', 'south']);
    expect(resolve('ANN')).toEqual(['ann', '']);
    // An id is an id, also when it is somebody's name.
    expect(resolve('Bob')).toEqual(['bob', '']);
    expect(resolve('nobody', 'nowhere')).toEqual(['nobody', 'nowhere']);
  });
});

describe('the file of rejected rows', () => {
  it('can be mended and read again, and no cell of it is a formula', async () => {
    async function* rows() {
      yield {
        number: 4,
        cells: ['=cmd()', '+49 30 1'],
        faults: [{ column: 'b', description: 'wrong' }],
        duplicateOf: '',
      };
      yield { number: 9, cells: ['say "hi", you'], faults: [{ column: '', description: 'broken' }], duplicateOf: '' };
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of rejectsFile(['a', 'b'], rows())) pieces.push(piece);
    const table = await openTable(async function* () {
      yield* pieces;
    });
    const cells: string[][] = [];
    expect(Buffer.concat(pieces).toString()).toContain("\n'=cmd(),+49 30 1,4,b: wrong\r\n");
    for await (const row of table.rows(1)) cells.push(row.cells);
    expect([table.encoding, table.header]).toEqual(['utf-8', ['a', 'b', 'row', 'reason']]);
    expect(cells).toEqual([
      ['=cmd()', '+49 30 1', '4', 'b: wrong'],
      ['say "hi", you', '', '9', 'broken'],
    ]);
  });
});
