import { foldText, isLegalForm, withoutHanForm, withoutLegalForm } from './company-name';

/** Up to so many Chinese parts every order of them is a spelling; three make six. */
const MOST_PERMUTED = 3;
/** Forms that some write before the name; shorter ones begin too many names of their own. */
const LEADING_FORMS = new Set(['gmbh', 'ltd', 'limited', 'llc', 'inc', 'plc']);

/**
 * The spellings under which a registered organisation is recognised; two names are of one prospect when they share one.
 * Beyond what companyNameKey evens out, the order of parts makes no difference: of Latin words, of Chinese parts that
 * stand apart, as in `长城仪器（苏州）`, and of the two scripts. Empty when the name has neither letters nor digits.
 */
export function prospectNames(name: string): string[] {
  const folded = withoutLegalForm(foldText(name));
  const han = hanParts(folded.match(/\p{Script=Han}+/gu) ?? []);
  const latin = latinWords(folded, han.length > 0);
  const orders = han.length <= MOST_PERMUTED ? permutations(han) : [han, [...han].sort()];
  const spelled = orders.map((order) => [order.join(''), ...latin].filter((part) => part !== '').join(' '));
  return [...new Set(spelled)].filter((each) => each !== '').sort();
}

/** Without legal forms, unless there is nothing else. */
function hanParts(parts: string[]): string[] {
  const bare = parts.map(withoutHanForm).filter((part) => part !== '');
  return bare.length > 0 ? bare : parts;
}

/** Words of any other script, and numbers, in alphabetic order. */
function latinWords(folded: string, besideHan: boolean): string[] {
  const words: string[] = folded.replace(/\p{Script=Han}+/gu, ' ').match(/[\p{L}\p{N}]+/gu) ?? [];
  const fewest = besideHan ? 0 : 1;
  while (words.length > fewest && isLegalForm(words.at(-1) ?? '')) words.pop();
  while (words.length > fewest && LEADING_FORMS.has(words[0] ?? '')) words.shift();
  return words.sort();
}

function permutations(parts: string[]): string[][] {
  if (parts.length <= 1) return [parts];
  return parts.flatMap((part, index) => permutations(parts.toSpliced(index, 1)).map((rest) => [part, ...rest]));
}
