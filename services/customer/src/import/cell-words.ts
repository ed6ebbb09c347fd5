import { customer as proto } from '@fairlead/proto';
import { getCountries } from 'libphonenumber-js/max';
import { foldWords } from './fold-words';

const { CustomerType, ValueLevel } = proto;

/** Words for the values of a field. */
export class CellWords<T extends string> {
  private readonly values = new Map<string, T>();
  /** Some of the words, for a fault. */
  readonly examples: string;

  /** The first words of each value, in Chinese and English, are its examples. */
  constructor(lists: [value: T, words: string[]][]) {
    for (const [value, words] of lists) for (const word of [value, ...words]) this.values.set(foldWords(word), value);
    this.examples = lists.flatMap(([, words]) => words.slice(0, 2)).join(', ');
  }

  value(text: string): T | undefined {
    return this.values.get(foldWords(text));
  }
}

export const VALUE_LEVELS = new CellWords<proto.ValueLevel>([
  [ValueLevel.VALUE_LEVEL_HIGH, ['高', 'high', '高价值', '重要', 'h']],
  [ValueLevel.VALUE_LEVEL_NORMAL, ['中', 'normal', '中等', '普通', '一般', '正常', 'medium', 'middle', 'mid', 'm']],
  [ValueLevel.VALUE_LEVEL_LOW, ['低', 'low', '低价值', 'l']],
]);

export const CUSTOMER_TYPES = new CellWords<proto.CustomerType>([
  [
    CustomerType.CUSTOMER_TYPE_ORGANIZATION,
    ['企业', 'organization', '公司', '组织', '单位', '机构', 'organisation', 'company'],
  ],
  [CustomerType.CUSTOMER_TYPE_PERSON, ['个人', 'person', 'individual']],
]);

const ALIASES = {
  CN: '中国大陆|中国内地|中华人民共和国|PRC|Mainland China|China Mainland',
  HK: '香港|Hong Kong',
  MO: '澳门|Macau|Macao',
  TW: '台湾|Taiwan',
  US: 'USA|United States of America|美利坚合众国',
  GB: 'UK|Great Britain|England|大不列颠',
  KR: 'Korea|Republic of Korea|大韩民国',
  KP: 'DPRK',
  RU: 'Russian Federation|俄罗斯联邦',
  CZ: 'Czech Republic',
  AE: 'UAE',
  VN: 'Viet Nam',
  NL: 'Holland',
  TR: 'Turkey',
};
/** Languages that tables name in words; any other can be given by its tag. */
const NAMED_LANGUAGES = 'ar cs da de el en es fi fr he hi hu id it ja ko ms nl no pl pt ro ru sv th tr uk vi zh'.split(
  ' ',
);
const COUNTRIES = countryNames();
const LANGUAGES = languageNames();

/** ISO code of a country written as its Chinese or English name; anything else as it stands, in usual width. */
export const countryCode = (text: string): string => COUNTRIES.get(foldWords(text)) ?? text.normalize('NFKC');

/** The tag of a language by its name in Chinese or English, e.g. `中文` or `German`; other text stays as it is. */
export const languageTag = (text: string): string => LANGUAGES.get(foldWords(text)) ?? text.normalize('NFKC');

/** Tags between commas, semicolons or bars of whatever width; the same tag twice is one. */
export const splitTags = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，;；、|｜]/u)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];

function languageNames(): Map<string, string> {
  const names = new Map<string, string>();
  for (const language of ['zh-Hans', 'zh-Hant', 'en']) {
    const display = new Intl.DisplayNames(language, { type: 'language' });
    for (const code of NAMED_LANGUAGES) names.set(foldWords(display.of(code) ?? code), code);
  }
  for (const alias of ['汉语', '普通话', '国语']) names.set(foldWords(alias), 'zh');
  return names;
}

function countryNames(): Map<string, string> {
  const names = new Map<string, string>();
  const countries = getCountries();
  for (const language of ['zh-Hans', 'zh-Hant-TW', 'zh-Hant-HK', 'en']) {
    for (const style of ['long', 'short'] as const) {
      const display = new Intl.DisplayNames(language, { type: 'region', style });
      for (const code of countries) names.set(foldWords(display.of(code) ?? code), code);
    }
  }
  for (const [code, aliases] of Object.entries(ALIASES))
    for (const alias of aliases.split('|')) names.set(foldWords(alias), code);
  return names;
}
