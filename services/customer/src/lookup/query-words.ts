import { foldText, withoutLegalForm } from '../domain/company-name';
import { digits, hanWords, isHan, phoneTail, runs } from './terms';

/** What was typed, taken apart. Every word must be found; a word may be found in any of its ways. */
export interface QueryWords {
  words: QueryWord[];
  /** All words written as one, when they may be pinyin with spaces (`hua wei`). */
  joined?: string;
  /** As typed but for width and case: the beginning of a mail address or an external reference. */
  whole: string;
  /** Reversed digits, when the whole query may be the end of a phone number. */
  phoneTail?: string;
  /** Digits in their order, when the whole query may be the beginning of one. */
  phoneHead?: string;
}

export interface QueryWord {
  text: string;
  /** Chinese words of a run, each of one or more characters; empty for other scripts. */
  han: string[];
}

const MIN_PHONE_DIGITS = 3;

/** Takes a query apart; no words for one that says nothing. */
export function parseQuery(query: string): QueryWords {
  const folded = foldText(query.trim());
  const bare = withoutLegalForm(folded);
  const words = runs(bare).map((text) => ({ text, han: isHan(text) ? hanWords(text) : [] }));
  const latin = words.length > 1 && words.every(({ text }) => /^[a-z]+$/.test(text));
  const number = /^[+\d\s()./-]+$/.test(folded) ? digits(folded) : '';
  const isPhone = number.length >= MIN_PHONE_DIGITS;
  return {
    words,
    whole: folded,
    ...(latin ? { joined: words.map(({ text }) => text).join('') } : {}),
    ...(isPhone ? { phoneTail: phoneTail(number), phoneHead: number.replace(/^0+/, '') } : {}),
  };
}
