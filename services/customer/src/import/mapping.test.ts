import { IMPORT_FIELDS } from './import-fields';
import { checkMapping, headerFingerprint, suggestMapping } from './mapping';

const suggested = (header: string[]) =>
  Object.fromEntries(suggestMapping(header).columns.map(({ column, field }) => [column, field]));

describe('a suggestion', () => {
  it('reads Chinese names', () => {
    expect(
      suggested([
        ...[
          '客户编号',
          '客户名称*',
          '联系人',
          '联系人职务',
          '联系人电话',
          '联系人邮箱',
          '手机',
          '邮箱',
          '国家',
          '省份',
          '城市',
        ],
        ...['地址', '行业', '来源', '产品线', '价值等级', '标签', '负责人', '团队', '备注'],
      ]),
    ).toEqual({
      客户编号: 'externalRef',
      '客户名称*': 'displayName',
      联系人: 'contacts[0].name',
      联系人职务: 'contacts[0].title',
      联系人电话: 'contacts[0].phone',
      联系人邮箱: 'contacts[0].email',
      手机: 'phone',
      邮箱: 'email',
      国家: 'country',
      省份: 'region',
      城市: 'city',
      地址: 'address',
      行业: 'industry',
      来源: 'source',
      产品线: 'productLine',
      价值等级: 'valueLevel',
      标签: 'tags',
      负责人: 'ownerId',
      团队: 'teamId',
    });
  });

  it('reads traditional Chinese, English, full width, remarks and punctuation', () => {
    expect(suggested(['公司名稱（必填）', '電話', '聯絡人', '價值等級', '團隊'])).toEqual({
      '公司名稱（必填）': 'displayName',
      電話: 'phone',
      聯絡人: 'contacts[0].name',
      價值等級: 'valueLevel',
      團隊: 'teamId',
    });
    expect(suggested(['ＩＤ', 'Company_Name', 'E-Mail', 'Mobile-Phone', 'CONTACT NAME', 'Owner', 'Notes'])).toEqual({
      ＩＤ: 'externalRef',
      Company_Name: 'displayName',
      'E-Mail': 'email',
      'Mobile-Phone': 'phone',
      'CONTACT NAME': 'contacts[0].name',
      Owner: 'ownerId',
    });
  });

  it('gives a field to the surest column only, and columns without name to none', () => {
    expect(suggested(['手机', 'name', '电话', '', '客户名称'])).toEqual({ 电话: 'phone', 客户名称: 'displayName' });
    expect(suggested(['row', 'reason', ''])).toEqual({});
  });

  it('is always a right mapping', () => {
    const header = ['客户名称', '公司名称', '电话', '手机', 'email', 'id'];
    expect(checkMapping(suggestMapping(header), header)).toEqual([]);
  });
});

it('a fingerprint is the same for the same columns in any order, else not', () => {
  expect(headerFingerprint(['名称 ', 'b'])).toBe(headerFingerprint(['b', '名称']));
  expect(headerFingerprint(['a', 'b'])).not.toBe(headerFingerprint(['a,b']));
  expect(headerFingerprint(['a'])).toMatch(/^[0-9a-f]{64}$/);
});

it('a check names every fault', () => {
  const mapping = {
    columns: [
      { column: 'a', field: 'phone' },
      { column: 'gone', field: 'email' },
      { column: 'a', field: 'city' },
      { column: 'b', field: 'phone' },
      { column: 'c', field: 'colour' },
      { column: '', field: 'tags' },
    ],
    constants: { country: 'DE', email: 'x@example.com', size: '3' },
  };
  expect(checkMapping(mapping as never, ['a', 'b', 'c', ''])).toEqual([
    { field: 'columns[1].column', description: 'the file has no column "gone"' },
    { field: 'columns[2].column', description: 'column "a" is mapped twice' },
    { field: 'columns[3].field', description: 'phone is mapped twice' },
    { field: 'columns[4].field', description: 'colour is not a field' },
    { field: 'columns[5].column', description: 'the file has no column ""' },
    { field: 'constants.email', description: 'email is mapped twice' },
    { field: 'constants.size', description: 'size is not a field' },
    { field: 'columns', description: 'displayName is not mapped' },
  ]);
  expect(IMPORT_FIELDS).toContain('displayName');
});
