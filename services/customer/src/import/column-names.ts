import { foldWords } from './fold-words';

/** Fields that a column can be used for, and what tables call them, the surest names first; traditional Chinese is folded. */
const NAMES = {
  display_name:
    '客户名称|公司名称|企业名称|单位名称|客户名|客户姓名|公司|企业|单位|客户|名称|customer name|company name|account name|' +
    'organization name|organisation name|display name|company|customer|account|organization|organisation|lead name|name|' +
    'full name',
  type: '客户类型|类型|customer type|type',
  country: '国家|国家地区|所在国家|country|country region|country code',
  region: '省份|省|所在省份|省市|地区|区域|大区|州|province|region|state|state province',
  city: '城市|市|所在城市|city|town',
  address:
    '详细地址|公司地址|地址|联系地址|联络地址|通讯地址|address|street address|address line 1|postal address|street',
  industry: '行业|所属行业|行业类型|产业|industry|sector|branch',
  source: '来源|客户来源|线索来源|渠道|管道|source|lead source|channel',
  product_line: '产品线|意向产品|产品|product line|product interest|product',
  language: '语言|语种|沟通语言|language|preferred language|lang',
  value_level: '价值等级|客户等级|客户级别|等级|级别|价值|value level|customer level|level|grade|rating|value',
  phone:
    '电话|联系电话|联络电话|公司电话|客户电话|电话号码|手机|手机号|手机号码|座机|phone|phone number|telephone|' +
    'telephone number|tel|mobile|mobile phone|mobile number',
  email: '邮箱|电子邮箱|电子邮件|公司邮箱|客户邮箱|邮箱地址|邮件|电邮|email|email address|mail',
  tags: '标签|客户标签|标记|tags|tag|labels|label',
  external_ref:
    '客户编号|客户编码|客户代码|外部编号|编号|编码|external ref|external reference|external id|customer id|' +
    'customer number|customer no|reference|id|code',
  owner_id:
    '负责人|归属人|跟进人|所有人|销售|业务员|销售代表|所属销售|owner|owner id|account owner|sales rep|salesperson|rep|' +
    'assigned to',
  team_id: '团队|所属团队|销售团队|部门|所属部门|team|team id|sales team|department',
  contact_name:
    '联系人|联系人姓名|联系人名称|主要联系人|联络人|联络人姓名|主要联络人|姓名|contact name|contact person|primary contact|' +
    'contact',
  contact_title:
    '联系人职务|联系人职位|联络人职务|联络人职称|职务|职位|职称|contact title|contact position|job title|title|position',
  contact_phone:
    '联系人电话|联系人手机|联系人手机号|联络人电话|联络人手机|contact phone|contact phone number|contact mobile|' +
    'contact tel|contact telephone',
  contact_email:
    '联系人邮箱|联系人邮件|联系人电子邮箱|联络人邮箱|联络人电邮|联络人电子邮件|contact email|contact email address|' +
    'contact mail',
};

/** What a column can be used for. */
export type ImportField = keyof typeof NAMES;
export const IMPORT_FIELDS = Object.keys(NAMES) as ImportField[];

/** The folded names of each field, the surest first. */
export const COLUMN_NAMES = IMPORT_FIELDS.map((field) => ({ field, names: NAMES[field].split('|').map(foldWords) }));
