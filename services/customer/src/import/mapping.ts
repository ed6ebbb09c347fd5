import { createHash } from 'node:crypto';
import type { customer as proto } from '@fairlead/proto';
import type { Fault } from '@fairlead/service-kit';
import { foldText } from '../domain/company-name';

/** Fields that a column can be used for, and what tables call them (folded: simplified, lower case, no punctuation). */
const NAMES = {
  display_name: [
    '客户名称',
    '公司名称',
    '企业名称',
    '单位名称',
    '客户',
    '公司',
    '名称',
    'company',
    'company name',
    'customer',
    'customer name',
    'account',
    'account name',
    'name',
    'display name',
    'organization',
  ],
  type: ['客户类型', '类型', 'type', 'customer type'],
  country: ['国家', '国家地区', 'country', 'country code'],
  region: ['省份', '省', '地区', '区域', '州', 'region', 'province', 'state'],
  city: ['城市', '市', 'city', 'town'],
  address: ['地址', '详细地址', '公司地址', 'address', 'street', 'street address'],
  industry: ['行业', '所属行业', 'industry', 'sector', 'branch'],
  source: ['来源', '客户来源', '线索来源', 'source', 'lead source'],
  product_line: ['产品线', '意向产品', '产品', 'product line', 'product', 'product interest'],
  value_level: ['价值等级', '客户等级', '等级', '级别', 'value', 'value level', 'level', 'grade'],
  phone: [
    '电话',
    '联系电话',
    '公司电话',
    '手机',
    '手机号',
    '手机号码',
    '电话号码',
    'phone',
    'phone number',
    'telephone',
    'tel',
    'mobile',
    'mobile phone',
  ],
  email: ['邮箱', '电子邮箱', '邮件', '公司邮箱', 'email', 'e mail', 'mail', 'email address'],
  tags: ['标签', 'tags', 'tag', 'labels'],
  external_ref: [
    '编号',
    '客户编号',
    '客户编码',
    '外部编号',
    'id',
    'customer id',
    'customer no',
    'external ref',
    'external id',
    'reference',
    'code',
  ],
  owner_id: [
    '负责人',
    '销售',
    '业务员',
    '销售代表',
    '跟进人',
    '所属销售',
    'owner',
    'owner id',
    'rep',
    'sales rep',
    'salesperson',
  ],
  team_id: ['团队', '部门', '所属部门', '所属团队', 'team', 'team id', 'department'],
  contact_name: ['联系人', '联系人姓名', '姓名', 'contact', 'contact name', 'contact person'],
  contact_title: ['职务', '职位', '联系人职务', '联系人职位', 'contact title', 'title', 'job title', 'position'],
  contact_phone: ['联系人电话', '联系人手机', 'contact phone', 'contact mobile'],
  contact_email: ['联系人邮箱', '联系人邮件', 'contact email', 'contact mail'],
} as const satisfies Record<string, readonly string[]>;

export type ImportField = keyof typeof NAMES;
export const IMPORT_FIELDS = Object.keys(NAMES) as ImportField[];

const FIELD_OF = new Map(
  (Object.entries(NAMES) as [ImportField, readonly string[]][]).flatMap(([field, names]) =>
    names.map((name) => [name.replaceAll(' ', ''), field] as const),
  ),
);

export interface ColumnMapping {
  columns: proto.MappedColumn[];
  /** One value for all rows that have none of their own. */
  constants: Record<string, string>;
}

const folded = (heading: string) => foldText(heading).replace(/[^\p{L}\p{N}]/gu, '');

/** What the headings suggest; each field is suggested once, for the first column that fits. */
export function suggestMapping(header: string[]): Pick<ColumnMapping, 'columns'> {
  const used = new Set<ImportField>();
  const columns = header.flatMap((column) => {
    const field = FIELD_OF.get(folded(column));
    if (!field || used.has(field)) return [];
    used.add(field);
    return [{ column, field }];
  });
  return { columns };
}

/** Tells files with the same headings; their order does not matter. */
export const headerFingerprint = (header: string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(header.map(folded).sort()))
    .digest('base64url')
    .slice(0, 22);

const MAX_CONSTANT = 200;

/** Everything that is wrong with a mapping. */
export function checkMapping({ columns, constants }: ColumnMapping, header: string[]): Fault[] {
  const faults: Fault[] = [];
  const add = (field: string, description: string) => faults.push({ field, description });
  const isField = (name: string) => (IMPORT_FIELDS as string[]).includes(name);
  columns.forEach(({ column, field }, index) => {
    const at = `mapping.columns[${index}]`;
    if (!header.includes(column)) add(`${at}.column`, `the file has no column ${column}`);
    if (!isField(field)) add(`${at}.field`, `must be one of ${IMPORT_FIELDS.join(', ')}`);
    if (columns.findIndex((other) => other.column === column) < index) add(`${at}.column`, 'is used twice');
    if (columns.findIndex((other) => other.field === field) < index) add(`${at}.field`, 'is filled twice');
  });
  for (const [field, value] of Object.entries(constants)) {
    if (!isField(field)) add(`mapping.constants.${field}`, `must be one of ${IMPORT_FIELDS.join(', ')}`);
    if (value.length > MAX_CONSTANT) add(`mapping.constants.${field}`, `must have at most ${MAX_CONSTANT} characters`);
  }
  if (!columns.some(({ field }) => field === 'display_name'))
    add('mapping.columns', 'a column must be the display_name');
  return faults;
}
