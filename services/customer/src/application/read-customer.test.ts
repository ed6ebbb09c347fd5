import { customer as proto } from '@fairlead/proto';
import { IMPORT_FIELDS, type ImportField } from '../import/column-names';
import { toInput } from '../import/row-to-input';
import { readCustomer } from './read-customer';

type Cells = Partial<Record<ImportField, string>>;
const job = {
  kind: proto.ImportKind.IMPORT_KIND_LEADS,
  importer: { sub: 'user-ann', roles: [], rep: undefined, team: undefined },
};

/** A row with one column for each field, the column named like the field in capitals. */
function read(cells: Cells, constants: Record<string, string> = {}) {
  const fields = IMPORT_FIELDS.filter((field) => cells[field] !== undefined);
  const header = fields.map((field) => field.toUpperCase());
  const columns = fields.map((field) => ({ column: field.toUpperCase(), field }));
  const row = { number: 1, cells: fields.map((field) => cells[field] ?? '') };
  return readCustomer(job, toInput(row, header, { columns, constants }));
}

it('a row becomes a customer in normal form', () => {
  const { customer, faults } = read(
    {
      display_name: ' 上海测试 ',
      phone: '138-0013-8000',
      email: 'A@Example.com',
      value_level: '高',
      type: '企业',
      tags: 'vip， 老客户;x|y、z；vip',
      external_ref: '1,234',
      contact_name: '王',
      contact_phone: '021 5555 0000',
      city: '  ',
    },
    { country: '中国' },
  );
  expect(faults).toEqual([]);
  expect(customer).toMatchObject({
    displayName: '上海测试',
    type: proto.CustomerType.CUSTOMER_TYPE_ORGANIZATION,
    country: 'CN',
    phone: '+8613800138000',
    email: 'a@example.com',
    valueLevel: proto.ValueLevel.VALUE_LEVEL_HIGH,
    tags: ['vip', '老客户', 'x', 'y', 'z'],
    contacts: [{ name: '王', title: '', phone: '+862155550000', email: '' }],
    city: '',
    externalRef: '1,234',
  });
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
])('the country %s is %s', (country, code) => {
  expect(read({ display_name: 'A', country }).customer.country).toBe(code);
});

it.each([
  ['中', proto.ValueLevel.VALUE_LEVEL_NORMAL],
  ['Medium', proto.ValueLevel.VALUE_LEVEL_NORMAL],
  ['LOW', proto.ValueLevel.VALUE_LEVEL_LOW],
  ['VALUE_LEVEL_HIGH', proto.ValueLevel.VALUE_LEVEL_HIGH],
])('the level %s', (level, value) => {
  expect(read({ display_name: 'A', value_level: level }).customer.valueLevel).toBe(value);
});

it('everything that is not understood or not allowed is a fault of its column', () => {
  const phone = 'is not a phone number; write it with country code or set the country';
  const { faults } = read({
    display_name: 'A',
    country: 'Atlantis',
    value_level: 'huge',
    type: '?!',
    phone: 'call me',
    email: 'nobody',
    address: 'x'.repeat(501),
    external_ref: 'y'.repeat(101),
    contact_phone: '12',
  });
  expect(faults).toEqual([
    { column: 'TYPE', description: 'must be one of 企业, organization, 个人, person' },
    { column: 'VALUE_LEVEL', description: 'must be one of 高, high, 中, normal, 低, low' },
    { column: 'ADDRESS', description: 'must have at most 500 characters, has 501' },
    { column: 'COUNTRY', description: 'must be an ISO 3166-1 alpha-2 country' },
    { column: 'PHONE', description: phone },
    { column: 'EMAIL', description: 'is not a mail address' },
    { column: 'contact_name', description: 'must not be empty' },
    { column: 'CONTACT_PHONE', description: phone },
    { column: 'EXTERNAL_REF', description: 'must have at most 100 characters, has 101' },
  ]);
});

it('a row without name has that fault, and a wrong constant is named by its field', () => {
  expect(read({ display_name: ' ' }, { country: 'nowhere' }).faults).toEqual([
    { column: 'DISPLAY_NAME', description: 'must not be empty' },
    { column: 'country', description: 'must be an ISO 3166-1 alpha-2 country' },
  ]);
});

it('of a row that cannot be read nothing but that is said', () => {
  const fault = { code: 'CELL_TOO_LONG' as const, message: 'b is too long' };
  const input = toInput({ number: 1, cells: [''], fault }, ['a'], { columns: [], constants: { type: '?' } });
  expect(readCustomer(job, input).faults).toEqual([{ column: '', description: 'b is too long' }]);
});
