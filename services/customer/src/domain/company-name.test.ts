import fc from 'fast-check';
import { companyNameKey, foldText, withoutLegalForm } from './company-name';

/** Promise: spellings of one company are one key, different companies are not. */
describe('company names', () => {
  it.each([
    ['华为精密机械有限公司', '華為精密機械有限公司'],
    ['华为精密机械有限公司', '华为精密机械'],
    ['华为精密机械有限公司', '华为（精密）机械股份有限公司'],
    ['ＡＣＭＥ　Trading Ltd.', 'acme trading'],
    ['Acme Trading Co., Ltd.', 'Trading, Acme'],
    ['Bólido Comidas preparadas S.A.', 'BOLIDO COMIDAS PREPARADAS'],
    ['Königlich Essen GmbH & Co. KG', 'Koniglich Essen'],
    ['Straße AG', 'Strasse'],
  ])('%s is %s', (a, b) => {
    expect(companyNameKey(a)).toBe(companyNameKey(b));
  });

  it.each([
    ['华为精密机械有限公司', '华为电子有限公司'],
    ['长江轴承', '轴承长江'],
    ['Acme Trading', 'Acme Shipping'],
    ['GmbH', 'AG'],
    ['公司', '集团'],
  ])('%s is not %s', (a, b) => {
    expect(companyNameKey(a)).not.toBe(companyNameKey(b));
  });

  it('have no key without letters or digits', () => {
    expect(companyNameKey(' — ')).toBe('');
  });

  it('have one key, whatever case and width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), (name) => {
        const key = companyNameKey(name);
        const wide = name.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
        expect(companyNameKey(name.toUpperCase())).toBe(key);
        expect(companyNameKey(wide)).toBe(key);
        expect(companyNameKey(`  ${name}  `)).toBe(key);
        expect(foldText(foldText(name))).toBe(foldText(name));
        if (key !== '') expect(withoutLegalForm(foldText(name))).not.toBe('');
      }),
    );
  });
});
