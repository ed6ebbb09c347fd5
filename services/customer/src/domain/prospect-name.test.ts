import fc from 'fast-check';
import { Converter } from 'opencc-js/cn2t';
import { prospectNames } from './prospect-name';

const toTraditional = Converter({ from: 'cn', to: 't' });
const toFullWidth = (text: string) =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000');
const shares = (a: string, b: string) => prospectNames(a).some((name) => prospectNames(b).includes(name));

describe('names of prospects', () => {
  it.each([
    ['苏州长城精密仪器有限公司', '蘇州長城精密儀器股份有限公司'],
    ['苏州长城精密仪器有限公司', '長城精密儀器（蘇州）有限公司'],
    ['苏州长城精密仪器有限公司', '长城精密仪器有限公司(苏州)'],
    ['苏州长城精密仪器有限公司', '苏州 长城 精密仪器'],
    ['长城 精密仪器', '精密仪器 长城 有限公司'],
    ['Delta Optik GmbH', 'GmbH Delta Optik'],
    ['Delta Optik GmbH', 'ＯＰＴＩＫ，　Ｄｅｌｔａ　Ltd.'],
    ['Bosch 博世', '博世 Bosch 有限公司'],
    ['Bosch博世(中国)有限公司', '中国博世 BOSCH'],
    ['Müller & Söhne KG', 'muller & sohne'],
    ['集团', '集团'],
  ])('%s is %s', (a, b) => {
    expect(shares(a, b)).toBe(true);
  });

  it.each([
    ['苏州长城精密仪器有限公司', '苏州长城精密机械有限公司'],
    ['Delta Optik GmbH', 'Delta Optronik GmbH'],
    ['SA Recycling', 'Recycling'],
    ['Bosch 博世', '博世'],
  ])('%s is not %s', (a, b) => {
    expect(shares(a, b)).toBe(false);
  });

  it('has none without letters and digits, and few of a long name', () => {
    expect(prospectNames(' … & ')).toEqual([]);
    expect(prospectNames('甲 乙 丙 丁 戊 己 庚 辛').length).toBeLessThanOrEqual(2);
    expect(prospectNames('甲 乙 丙')).toHaveLength(6);
  });

  /** Each way of writing keeps the prospect the same, also one after the other. */
  const ways: ((text: string) => string)[] = [
    toFullWidth,
    toTraditional,
    (text) => text.toUpperCase(),
    (text) => `  ${text.replaceAll(' ', ' - ')} `,
    (text) => `${text} Ltd`,
    (text) => text.split(' ').reverse().join(' '),
  ];
  const word = fc.constantFrom('Nova', 'Delta', 'Harbour', 'Optik', 'Werke', 'Pacific');
  const latin = fc.uniqueArray(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  const part = fc.constantFrom('长城', '精密', '仪器', '东方', '电气', '龙泰');
  const han = fc.uniqueArray(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));

  it.each([
    ['latin', latin],
    ['chinese', han],
    ['both', fc.tuple(latin, han).map((pair) => pair.join(' '))],
  ])('stay the same in any way of writing them: %s', (_, names) => {
    fc.assert(
      fc.property(names, fc.array(fc.constantFrom(...ways), { maxLength: 4 }), (name, applied) =>
        shares(
          name,
          applied.reduce((text, way) => way(text), name),
        ),
      ),
      { numRuns: 300 },
    );
  });
});
