import { customer as proto } from '@fairlead/proto';
import { getCountries } from 'libphonenumber-js/max';
import { fold } from './fold';

const LANGUAGES = ['zh-Hans', 'zh-Hant', 'zh-Hant-TW', 'zh-Hant-HK', 'en'];
const ALIASES: Record<string, string[]> = {
  CN: ['中国大陆', '中国内地', '中华人民共和国', '中國大陸', '中國內地', '中華人民共和國', 'PRC', 'Mainland China'],
  HK: ['香港', 'Hong Kong'],
  MO: ['澳门', '澳門', 'Macau', 'Macao'],
  TW: ['台湾', '台灣', '臺灣', 'Taiwan'],
  US: ['USA', 'United States of America', '美利坚合众国'],
  GB: ['UK', 'Great Britain', 'England', '大不列颠', '英國'],
  KR: ['Korea', 'Republic of Korea', '大韩民国'],
  KP: ['DPRK'],
  RU: ['Russian Federation', '俄罗斯联邦'],
  CZ: ['Czech Republic'],
  AE: ['UAE', '阿联酋'],
  VN: ['Viet Nam'],
  NL: ['Holland'],
  TR: ['Turkey'],
};
const NAMES = countryNames();

/** ISO code of a country written as code or by its Chinese or English name, or null. */
export function countryCode(text: string): string | null {
  const code = text.normalize('NFKC').trim().toUpperCase();
  return NAMES.get(`code ${code}`) ?? NAMES.get(fold(text)) ?? null;
}

const LEVELS = words<proto.ValueLevel>([
  [proto.ValueLevel.VALUE_LEVEL_HIGH, ['高', '高价值', '高價值', '重要', 'high', 'h']],
  [
    proto.ValueLevel.VALUE_LEVEL_NORMAL,
    ['中', '中等', '普通', '一般', '正常', 'normal', 'medium', 'middle', 'mid', 'm'],
  ],
  [proto.ValueLevel.VALUE_LEVEL_LOW, ['低', '低价值', '低價值', 'low', 'l']],
]);

/** The level that a word means, or null. */
export const valueLevel = (text: string) => LEVELS.get(fold(text)) ?? null;

const TYPES = words<proto.CustomerType>([
  [
    proto.CustomerType.CUSTOMER_TYPE_ORGANIZATION,
    ['企业', '公司', '组织', '单位', '机构', '企業', '組織', '單位', '機構', 'organization', 'organisation', 'company'],
  ],
  [proto.CustomerType.CUSTOMER_TYPE_PERSON, ['个人', '個人', 'person', 'individual']],
]);

/** The type of customer that a word means, or null. */
export const customerType = (text: string) => TYPES.get(fold(text)) ?? null;

/** Tags between commas, semicolons, their Chinese forms or bars; nothing between two of them is no tag. */
export const splitTags = (text: string) =>
  text
    .split(/[,;|、，；｜]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');

function words<T>(lists: [T, string[]][]): Map<string, T> {
  return new Map(lists.flatMap(([value, names]) => names.map((name) => [fold(name), value] as const)));
}

function countryNames(): Map<string, string> {
  const names = new Map<string, string>();
  const countries = getCountries();
  for (const language of LANGUAGES) {
    for (const style of ['long', 'short'] as const) {
      const display = new Intl.DisplayNames([language], { type: 'region', style });
      for (const code of countries) names.set(fold(display.of(code) ?? code), code);
    }
  }
  for (const [code, aliases] of Object.entries(ALIASES)) for (const alias of aliases) names.set(fold(alias), code);
  for (const code of countries) names.set(`code ${code}`, code);
  return names;
}
