import { customer as proto } from '@fairlead/proto';
import { Faults } from '@fairlead/service-kit';
import fc from 'fast-check';
import type { CustomerProfile } from './customer';
import { normalizeEmail, normalizePhone, normalizeProfile } from './profile-rules';

const profile = (overrides: Partial<CustomerProfile> = {}): CustomerProfile => ({
  type: proto.CustomerType.CUSTOMER_TYPE_UNSPECIFIED,
  displayName: 'A company',
  country: '',
  region: '',
  city: '',
  address: '',
  industry: '',
  source: '',
  productLine: '',
  language: '',
  valueLevel: proto.ValueLevel.VALUE_LEVEL_UNSPECIFIED,
  phone: '',
  email: '',
  contacts: [],
  tags: [],
  ...overrides,
});
const ALL = new Set(Object.keys(profile()) as (keyof CustomerProfile)[]);

function check(overrides: Partial<CustomerProfile>) {
  const faults = new Faults();
  const value = normalizeProfile(profile(overrides), ALL, 'lead', faults);
  try {
    faults.throwIfAny();
    return { value, fields: [] as string[] };
  } catch (error) {
    return { value, fields: (error as { faults: { field: string }[] }).faults.map(({ field }) => field) };
  }
}

describe('phones', () => {
  it.each([
    ['030 901820', 'DE', '+4930901820'],
    ['+49 (30) 90 18 20', '', '+4930901820'],
    ['１３８００１３８０００', 'CN', '+8613800138000'],
    ['138-0013-8000', 'CN', '+8613800138000'],
    ['030 901820 ext. 5', 'DE', '+4930901820;ext=5'],
  ])('%s in %p is %s', (phone, country, normal) => {
    expect(normalizePhone(phone, country)).toBe(normal);
  });
  it.each([
    ['030 901820', ''],
    ['12', 'DE'],
    ['call me', 'DE'],
    ['', 'DE'],
  ])('%p in %p is none', (phone, country) => {
    expect(normalizePhone(phone, country)).toBeNull();
  });
  it('are the same written twice: the normal form is its own normal form', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+?[0-9 ()-]{5,18}$/), (phone) => {
        const normal = normalizePhone(phone, 'DE');
        if (normal) expect(normalizePhone(normal, '')).toBe(normal);
      }),
    );
  });
});

describe('mails', () => {
  it.each([
    [' Anna@Example.COM ', 'anna@example.com'],
    ['用户@例子.中国', '用户@例子.中国'],
  ])('%p is %s', (mail, normal) => {
    expect(normalizeEmail(mail)).toBe(normal);
  });
  it.each(['anna', 'anna@', '@example.com', 'a b@example.com', 'a@b', 'a@-b.com', `${'x'.repeat(250)}@b.com`])(
    '%p is none',
    (mail) => {
      expect(normalizeEmail(mail)).toBeNull();
    },
  );
});

describe('profiles', () => {
  it('take the normal form of everything', () => {
    const { value, fields } = check({
      displayName: '  华为  ',
      country: 'cn',
      phone: '138 0013 8000',
      email: 'A@B.CN',
      contacts: [{ id: '', name: ' Li ', title: '', phone: '13800138001', email: '' }],
      tags: [' key '],
    });
    expect(fields).toEqual([]);
    expect(value).toMatchObject({
      displayName: '华为',
      country: 'CN',
      phone: '+8613800138000',
      email: 'a@b.cn',
      type: 'CUSTOMER_TYPE_ORGANIZATION',
      contacts: [{ name: 'Li', phone: '+8613800138001' }],
      tags: ['key'],
    });
  });
  it('have every fault named', () => {
    const contact = { id: 'c1', name: '', title: 'x'.repeat(201), phone: 'abc', email: 'x' };
    const { fields } = check({
      displayName: ' ',
      country: 'ZZ',
      industry: 'x'.repeat(101),
      contacts: [contact, contact],
      tags: ['a', '', 'a'],
    });
    expect(fields.sort()).toEqual(
      [
        'lead.display_name',
        'lead.country',
        'lead.industry',
        ...[0, 1].flatMap((index) =>
          ['name', 'title', 'phone', 'email'].map((field) => `lead.contacts[${index}].${field}`),
        ),
        'lead.contacts[1].id',
        'lead.tags[1]',
        'lead.tags[2]',
      ].sort(),
    );
  });
  it('refuse too many contacts and tags', () => {
    const contacts = Array.from({ length: 51 }, (_, index) => ({
      id: '',
      name: `C${index}`,
      title: '',
      phone: '',
      email: '',
    }));
    const tags = Array.from({ length: 31 }, (_, index) => `t${index}`);
    expect(check({ contacts, tags }).fields).toEqual(['lead.contacts', 'lead.tags']);
  });
});
