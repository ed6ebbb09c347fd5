import type { GeneratedRow } from './customers';

const TAIL = 5;

/** What people type to find generated customers, by kind. */
export function typicalQueries(rows: GeneratedRow[]): Record<string, string[]> {
  const tails = rows.slice(0, 5).map(({ phone }) => phone.slice(-TAIL));
  return {
    prefix: ['Nordb', 'Silberh', 'Lindenf', 'Adlerm', 'Steinw'],
    pinyin: ['suzhouhua', 'beijingming', 'hangzhouxin', 'chengdutian', 'xianhai'],
    initials: ['szhc', 'bjmy', 'hzxt', 'cdth', 'xahl'],
    'Chinese word': ['华创', '明源', '新通机械', '天和', '海力'],
    'phone tail': tails,
    typo: ['Nordbech', 'Silberhoff', 'Lindenfald', 'Adlermerkt', 'Steinwerg'],
  };
}
