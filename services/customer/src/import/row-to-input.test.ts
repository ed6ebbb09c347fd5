import { customer as proto } from '@fairlead/proto';
import type { ImportField } from './import-fields';
import { toInput } from './row-to-input';

/** A row with one column for each field, the column named like the field in capitals. */
function read(cells: Partial<Record<ImportField, string>>, constants?: Partial<Record<ImportField, string>>) {
  const fields = Object.keys(cells) as ImportField[];
  const header = fields.map((field) => field.toUpperCase());
  const columns = fields.map((field) => ({ column: field.toUpperCase(), field }));
  return toInput({ cells: Object.values(cells) }, header, { columns, constants });
}
const faultsOf = (cells: Partial<Record<ImportField, string>>) => read({ displayName: 'A', ...cells }).faults;

it('a row becomes a profile in normal form', () => {
  const { profile, fields, externalRef, ownerId, teamId, faults } = read(
    {
      displayName: ' 上海测试 ',
      phone: '138-0013-8000',
      email: 'A@Example.com',
      valueLevel: '高',
      type: '企业',
      tags: 'vip， 老客户;x|y、z；',
      externalRef: '1,234',
      'contacts[0].name': '王',
      'contacts[0].phone': '021 5555 0000',
      ownerId: 'wang',
      teamId: '华东',
      city: '  ',
    },
    { country: '中国' },
  );
  expect(faults).toEqual([]);
  expect(profile).toMatchObject({
    displayName: '上海测试',
    type: proto.CustomerType.CUSTOMER_TYPE_ORGANIZATION,
    country: 'CN',
    phone: '+8613800138000',
    email: 'a@example.com',
    valueLevel: proto.ValueLevel.VALUE_LEVEL_HIGH,
    tags: ['vip', '老客户', 'x', 'y', 'z'],
    contacts: [{ id: '', name: '王', title: '', phone: '+862155550000', email: '' }],
    city: '',
  });
  expect([...fields].sort()).toEqual([
    'contacts',
    'country',
    'displayName',
    'email',
    'phone',
    'tags',
    'type',
    'valueLevel',
  ]);
  expect({ externalRef, ownerId, teamId }).toEqual({ externalRef: '1,234', ownerId: 'wang', teamId: '华东' });
});

it.each([
  ['德国', 'DE'],
  ['德國', 'DE'],
  ['Germany', 'DE'],
  ['de', 'DE'],
  ['ＣＮ', 'CN'],
  ['中华人民共和国', 'CN'],
  ['香港', 'HK'],
  ['中国香港特别行政区', 'HK'],
  ['Taiwan', 'TW'],
  ['UK', 'GB'],
  ['U.S.A.', 'US'],
  ['United States', 'US'],
  ['韩国', 'KR'],
])('the country %s is %s', (cell, code) => {
  expect(read({ displayName: 'A', country: cell }).profile.country).toBe(code);
});

it.each([
  ['中', proto.ValueLevel.VALUE_LEVEL_NORMAL],
  ['Medium', proto.ValueLevel.VALUE_LEVEL_NORMAL],
  ['LOW', proto.ValueLevel.VALUE_LEVEL_LOW],
])('the level %s', (cell, level) => {
  expect(read({ displayName: 'A', valueLevel: cell }).profile.valueLevel).toBe(level);
});

it('what is not understood or not allowed is a fault of its column', () => {
  expect(
    faultsOf({
      country: 'Atlantis',
      valueLevel: 'huge',
      type: '?!',
      phone: 'call me',
      email: 'nobody',
      address: 'x'.repeat(501),
      tags: 'a,b,a',
      externalRef: 'y'.repeat(101),
      'contacts[0].phone': '12',
    }),
  ).toEqual([
    { field: 'TYPE', description: '"?!" is not a known type' },
    { field: 'COUNTRY', description: '"Atlantis" is not a known country' },
    { field: 'VALUELEVEL', description: '"huge" is not a known value level' },
    { field: 'ADDRESS', description: 'must have at most 500 characters, has 501' },
    { field: 'PHONE', description: 'is not a phone number; write it with country code or set the country' },
    { field: 'EMAIL', description: 'is not a mail address' },
    { field: 'contacts[0].name', description: 'must not be empty' },
    { field: 'CONTACTS[0].PHONE', description: 'is not a phone number; write it with country code or set the country' },
    { field: 'TAGS', description: 'is given twice' },
    { field: 'EXTERNALREF', description: 'must have at most 100 characters, has 101' },
  ]);
});

it('a row without name has that fault, and a wrong constant is called one', () => {
  expect(read({ displayName: ' ' }, { country: 'nowhere' }).faults).toEqual([
    { field: 'constant country', description: '"nowhere" is not a known country' },
    { field: 'DISPLAYNAME', description: 'must not be empty' },
  ]);
});

it('a long cell is not cut, only shown in short', () => {
  expect(faultsOf({ country: '国'.repeat(100) })[0]?.description).toBe(`"${'国'.repeat(40)}…" is not a known country`);
});
