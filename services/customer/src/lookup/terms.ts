import { pinyin } from 'pinyin-pro';
import { foldText, withoutLegalForm } from '../domain/company-name';

const MAX_PINYIN = 40;
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** What a name is found by. */
export interface NameTerms {
  /** Words in Latin or other letters, and pairs of neighbouring Chinese characters. */
  words: string[];
  /** Pinyin of a Chinese name, from each of its words to the end. */
  pinyin: string[];
  /** First letters of that pinyin. */
  initials: string[];
}

/** The runs of a folded text: Chinese characters, or letters and digits. */
export const runs = (folded: string): string[] =>
  folded.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? [];

export const isHan = (text: string) => /^\p{Script=Han}/u.test(text);

/** Neighbouring pairs; the last character also alone, so that each one begins a term. */
export const pairs = (run: string): string[] => {
  const characters = [...run];
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
};

/** Chinese words of a run, as a person would part it. */
export const hanWords = (run: string): string[] => [...segmenter.segment(run)].map(({ segment }) => segment);

/** What a company's or a person's name is found by. */
export function nameTerms(name: string): NameTerms {
  const folded = withoutLegalForm(foldText(name));
  const terms: Record<keyof NameTerms, Set<string>> = { words: new Set(), pinyin: new Set(), initials: new Set() };
  for (const run of runs(folded)) {
    if (!isHan(run)) {
      terms.words.add(run);
      continue;
    }
    for (const pair of pairs(run)) terms.words.add(pair);
    // The first character may be a surname, and then reads otherwise (曾 zeng, 单 shan).
    for (const surname of ['off', 'head'] as const) {
      const syllables = pinyin(run, { toneType: 'none', type: 'array', v: true, surname });
      let at = 0;
      for (const word of hanWords(run)) {
        const rest = syllables.slice(at);
        terms.pinyin.add(rest.join('').slice(0, MAX_PINYIN));
        terms.initials.add(rest.map((syllable) => syllable[0]).join(''));
        at += [...word].length;
      }
    }
  }
  return { words: [...terms.words], pinyin: [...terms.pinyin], initials: [...terms.initials] };
}

/** Digits of a phone from the last to the first: its tail is a beginning here. */
export const phoneTail = (phone: string): string => [...digits(phone.split(';')[0] ?? '')].reverse().join('');

export const digits = (text: string): string => text.normalize('NFKC').replace(/\D/g, '');
