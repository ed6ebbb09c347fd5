const CITIES =
  '北京 上海 广州 深圳 杭州 苏州 南京 宁波 青岛 成都 武汉 长沙 西安 天津 重庆 厦门 福州 济南 合肥 无锡'.split(' ');
const FIRST = [...'华明新瑞恒盛宏鼎金泰安博嘉晨东方天海正立信达永兴国美康乐荣光'];
const SECOND = [...'源创联通达力科和润丰雅诚越帆锐朗凯特宇航洋林峰泽川辰景程远图'];
const TRADES = '机械 电子 食品 酒店 物流 建材 纺织 化工 医疗 家具 印刷 包装 软件 贸易 汽配 灯具'.split(' ');
const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹'];
const GIVEN = '伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 建国 志强 晓红 文华 海燕 子轩'.split(' ');

const PREFIXES =
  'Nord Süd Ost West Alt Neu Ober Unter Berg Tal Wald Stein Silber Gold Kupfer Eisen Linden Eichen Birken Rosen Sonnen Stern Mond Adler Falken Löwen Hirsch Bären Mühlen Kloster'.split(
    ' ',
  );
const SUFFIXES =
  'bach feld hof haus brück markt werk tech form licht klang pack trans data med pharm druck glas holz metall textil möbel küche garten reise optik motor rad bau plan'.split(
    ' ',
  );
const LATIN_TRADES =
  'Maschinenbau Elektrotechnik Lebensmittel Hotelbedarf Logistik Baustoffe Textilien Chemie Medizintechnik Büromöbel Druckerei Verpackungen Software Handel Autoteile Leuchten'.split(
    ' ',
  );
const LATIN_CITIES =
  'Berlin Hamburg München Köln Frankfurt Stuttgart Düsseldorf Leipzig Dortmund Essen Bremen Dresden Hannover Nürnberg Duisburg Bochum Wuppertal Bielefeld Bonn Münster'.split(
    ' ',
  );
const LATIN_GIVEN =
  'Anna Ben Clara David Emma Felix Greta Hannes Ida Jonas Karla Leon Mia Noah Olivia Paul Rosa Simon Thea Valentin'.split(
    ' ',
  );
const LATIN_SURNAMES =
  'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Schröder'.split(
    ' ',
  );

/** Names that exist: 20 cities, 30 × 30 brands, 16 trades; each combination once. */
const NAMES = 20 * 30 * 30 * 16;
/** Has no factor in common with NAMES, so that it visits every combination once. */
const STRIDE = 7919;

export interface Company {
  name: string;
  city: string;
  trade: string;
}

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

/** The company of a number; another one for each number below NAMES. */
export function company(script: 'han' | 'latin', index: number, seed: number): Company {
  let at = (index * STRIDE + seed * 104_729) % NAMES;
  const next = (count: number) => {
    const value = at % count;
    at = Math.floor(at / count);
    return value;
  };
  const [trade, first, second, city] = [next(16), next(30), next(30), next(20)];
  if (script === 'han') {
    const place = pick(CITIES, city);
    const name = `${place}${pick(FIRST, first)}${pick(SECOND, second)}${pick(TRADES, trade)}有限公司`;
    return { name, city: place, trade: pick(TRADES, trade) };
  }
  const place = pick(LATIN_CITIES, city);
  const name = `${pick(PREFIXES, first)}${pick(SUFFIXES, second)} ${pick(LATIN_TRADES, trade)} ${place} GmbH`;
  return { name, city: place, trade: pick(LATIN_TRADES, trade) };
}

/** A person's name; many people share one. */
export function person(script: 'han' | 'latin', index: number): string {
  if (script === 'han') return `${pick(SURNAMES, index)}${pick(GIVEN, Math.floor(index / SURNAMES.length))}`;
  return `${pick(LATIN_GIVEN, index)} ${pick(LATIN_SURNAMES, Math.floor(index / LATIN_GIVEN.length))}`;
}
