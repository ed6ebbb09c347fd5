import { foldText } from '../domain/company-name';

const REMARK = /\([^()]*\)|\[[^[\]]*\]|【[^【】]*】/gu;

/** One form of words that differ in script, width, case, spaces, punctuation or a remark in brackets. */
export function foldWords(text: string): string {
  const folded = foldText(text);
  return letters(folded.replaceAll(REMARK, '')) || letters(folded);
}

const letters = (text: string) => text.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
