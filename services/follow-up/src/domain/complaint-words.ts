import type { CaseSettings } from './case-settings';

/** What may stand between a negation and the word that it negates. Anything else ends the reach of the negation. */
const HAN_FILLERS = [
  ...['有', '任何', '要', '想', '再', '会', '过', '去', '打算', '准备', '收到', '接到', '提出', '进行', '发生', '出现'],
  ...[
    '客户',
    '用户',
    '的',
    '关于',
    '什么',
    '人',
    '别人',
    '特别',
    '新',
    '新的',
    '其他',
    '一个',
    '一起',
    '一次',
    '正式',
    '被',
  ],
  ...[
    '我',
    '他',
    '她',
    '们',
    '对',
    '我们',
    '他们',
    '向',
    '公司',
    '产生',
    '说',
    '说要',
    '因此',
    '因为',
    '为',
    '此',
    '过任何',
  ],
];
const WORD_FILLERS = [
  ...['a', 'an', 'the', 'any', 'more', 'further', 'new', 'formal', 'official', 'single', 'other', 'of', 'to', 'going'],
  ...['file', 'filed', 'make', 'made', 'have', 'had', 'has', 'been', 'received', 'got', 'want', 'wants', 'wish'],
  ...['reason', 'cause', 'intend', 'customer', 'really', 'actually', 'raise', 'raised', 'submit', 'submitted', 'for'],
];
const HAN = /\p{Script=Han}/u;

type Words = Pick<CaseSettings, 'words' | 'negations'>;

/**
 * Whether a text says that the customer complains: one of the words stands in it, and not each time right behind a negation
 * (没有投诉, 不会投诉, "no complaints"). Two negations make it count again (不是没有投诉). A negation of something else does
 * not count (没收到货，投诉了): to miss a complaint is worse than to open one too many.
 */
export function soundsLikeComplaint(text: string, { words, negations }: Words): boolean {
  const content = spell(text);
  const negative = negations.map(spell).filter((word) => word !== '');
  return words.some((word) =>
    occurrences(content, spell(word)).some((at) => !isNegated(content.slice(0, at), negative)),
  );
}

const spell = (word: string) => word.normalize('NFKC').toLowerCase().replaceAll('’', "'").trim();

/** Where a word stands: Chinese anywhere, others as whole words. */
function occurrences(content: string, word: string): number[] {
  if (word === '') return [];
  const found: number[] = [];
  for (let at = content.indexOf(word); at >= 0; at = content.indexOf(word, at + word.length)) {
    const alone = !isLetter(content[at - 1]) && !isLetter(content[at + word.length]);
    if (HAN.test(word) || alone) found.push(at);
  }
  return found;
}

const isLetter = (character: string | undefined) =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character) && !HAN.test(character);

/** Walks back over negations and what may stand between; an odd number of negations negates. */
function isNegated(before: string, negations: string[]): boolean {
  let rest = before;
  let count = 0;
  for (;;) {
    rest = rest.trimEnd();
    const word = HAN.test(rest.at(-1) ?? '') ? lastHan(rest, negations) : lastWord(rest, negations);
    if (word === '') return count % 2 === 1;
    if (negations.includes(word)) count += 1;
    rest = rest.slice(0, rest.length - word.length);
  }
}

/** The longest negation or filler at the end: 没有 is one negation, not 有 behind something. */
function lastHan(text: string, negations: string[]): string {
  const ends = [...negations, ...HAN_FILLERS].filter((word) => text.endsWith(word));
  return ends.sort((a, b) => b.length - a.length)[0] ?? '';
}

/** The word at the end when it is a negation or a filler; a comma or any other word ends the walk. */
function lastWord(text: string, negations: string[]): string {
  const word = /[a-z0-9']+$/u.exec(text)?.[0] ?? '';
  return negations.includes(word) || WORD_FILLERS.includes(word) ? word : '';
}
