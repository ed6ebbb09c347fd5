import { Converter } from 'opencc-js/t2cn';

const toSimplified = Converter({ from: 't', to: 'cn' });

/** One spelling of a text: usual width, lower case, simplified characters, no accents on Latin letters. */
export const foldText = (text: string): string =>
  toSimplified(text.normalize('NFKC').toLowerCase())
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .normalize('NFC');

/** Chinese legal forms, longest first; they stand at the end of a name. */
const HAN_FORMS = /(?:(?:集团)?(?:股份|责任)?有限(?:责任)?公司|(?:集团|总|分)?公司|集团|厂|商行|经营部)$/u;
/** Legal forms of other countries, as whole words at the end. */
const LATIN_FORMS = new Set(
  (
    'ab ag aps as asa bhd bv bvba co coltd company corp corporation cv eirl eurl gbr gmbh inc incorporated kft kg kgaa ' +
    'kk lda limited llc llp lp ltd ltda mbh nv ohg oy oyj plc pte pty pvt sa sas sarl sdn sl slu snc spa srl sro spzoo ' +
    'ug ulc zoo'
  ).split(' '),
);

/** `gmbh`, `s.a.`, also the `&` between two of them. */
export function isLegalForm(word: string): boolean {
  const letters = word.replace(/[^\p{L}\p{N}]/gu, '');
  return letters === '' || LATIN_FORMS.has(letters);
}

/** Without the Chinese legal form at its end; empty when it is nothing else. */
export const withoutHanForm = (text: string): string => text.replace(HAN_FORMS, '');

/**
 * The part of a folded name that tells companies apart: without the legal form at its end. A name that is nothing but a
 * legal form is left as it is.
 */
export function withoutLegalForm(folded: string): string {
  const words = folded.trim().split(/\s+/u);
  while (words.length > 1 && isLegalForm(words.at(-1) ?? '')) words.pop();
  const rest = words.join(' ').replace(/[\s,&.+-]+$/u, '');
  const name = withoutHanForm(rest);
  return name.replace(/[^\p{L}\p{N}]/gu, '') === '' ? rest : name;
}

/**
 * The form in which two spellings of one company are equal: width, case, accents, traditional or simplified characters,
 * legal form, spaces and punctuation make no difference; the order of Latin words does not either. Empty when the name
 * has neither letters nor digits.
 */
export function companyNameKey(name: string): string {
  const words = withoutLegalForm(foldText(name)).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.some((word) => /\p{Script=Han}/u.test(word)) ? words.join('') : words.sort().join(' ');
}
