import type { Case } from './case';

type Compared = Pick<Case, 'subjectLine' | 'description' | 'productRef' | 'orderRef'>;

/** Below this two cases are not said to be about the same. */
export const LIKELY = 0.3;

/**
 * How likely two cases of a customer are about the same, 0 to 1: the same order says most, then the same product; else how
 * many of their words (pairs of characters in Chinese) they share.
 */
export function likeness(a: Compared, b: Compared): number {
  const same = (x: string, y: string) => x !== '' && x.trim().toLowerCase() === y.trim().toLowerCase();
  const words = overlap(tokens(a.subjectLine), tokens(b.subjectLine));
  if (same(a.orderRef, b.orderRef)) return Math.max(0.8, words);
  if (same(a.productRef, b.productRef)) return Math.max(0.6, words);
  return words;
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Words in lower case; Chinese runs also as pairs of characters, since words are cut differently in each sentence. */
function tokens(text: string): Set<string> {
  const found = new Set<string>();
  const content = text.normalize('NFKC').toLowerCase();
  for (const { segment, isWordLike } of segmenter.segment(content)) if (isWordLike) found.add(segment);
  for (const [run] of content.matchAll(/\p{Script=Han}{2,}/gu))
    for (let at = 0; at + 1 < run.length; at += 1) found.add(run.slice(at, at + 2));
  return found;
}

function overlap(a: Set<string>, b: Set<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  const shared = [...a].filter((token) => b.has(token)).length;
  return shared / (a.size + b.size - shared);
}
