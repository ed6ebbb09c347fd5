import type { Query } from 'minisearch';
import type { QueryWord, QueryWords } from './query-words';
import { isHan, pairs } from './terms';

const NAMES = ['words', 'contacts'];
const SPELLED = ['pinyin', 'initials', 'contactPinyin', 'contactInitials', 'externalRef'];
/** Fields of leads in a pool, which reps may not be found by. */
const SHOWN = { emails: ['emails'], phones: ['phoneTails', 'phoneHeads'] };
const HIDDEN = { emails: ['pooledEmails'], phones: ['pooledTails', 'pooledHeads'] };
const MIN_FUZZY = 4;
const MAX_SWAPPED = 30;

/** The engine's form of a query. `hidden`: whether mails and phones of pooled leads count. */
export function embeddedQuery(query: QueryWords, hidden: boolean): Query {
  const fields = (kind: keyof typeof SHOWN) => [...SHOWN[kind], ...(hidden ? HIDDEN[kind] : [])];
  const beginning = (text: string, where: string[], boost = 1): Query => ({
    queries: [text],
    fields: where,
    prefix: true,
    fuzzy: false,
    boost: Object.fromEntries(where.map((field) => [field, boost])),
  });
  const alternatives: Query[] = [];
  if (query.words.length > 0) {
    const words = query.words.map((word) => wordQuery(word, [...SPELLED, ...fields('emails')], beginning));
    alternatives.push({ combineWith: 'AND', queries: words });
  }
  if (query.joined) alternatives.push(beginning(query.joined, SPELLED));
  if (/[@._-]/.test(query.whole)) alternatives.push(beginning(query.whole, [...fields('emails'), 'externalRef'], 2));
  if (query.phoneTail) {
    const [tails, heads] = [0, 1].map((at) => fields('phones').filter((_, index) => index % 2 === at)) as [
      string[],
      string[],
    ];
    alternatives.push(beginning(query.phoneTail, tails, 3), beginning(query.phoneHead ?? '', heads, 2));
  }
  return { combineWith: 'OR', queries: alternatives };
}

type Beginning = (text: string, where: string[], boost?: number) => Query;

function wordQuery({ text, han }: QueryWord, spelled: string[], beginning: Beginning): Query {
  if (!isHan(text)) {
    const fuzzy = text.length >= MIN_FUZZY && /^\p{L}+$/u.test(text) ? 1 : false;
    const named = { queries: [text], fields: NAMES, prefix: true, fuzzy, boost: { words: 3, contacts: 2 } };
    const queries: Query[] = [named, beginning(text, spelled)];
    // The engine counts two swapped letters as two faults.
    if (fuzzy && text.length <= MAX_SWAPPED)
      queries.push({ queries: swapped(text), fields: NAMES, prefix: true, fuzzy: false });
    return { combineWith: 'OR', queries };
  }
  const parts = (part: string): Query => {
    const characters = [...part];
    if (characters.length === 1) return beginning(part, NAMES, 2);
    const queries = pairs(part).slice(0, -1);
    return {
      combineWith: 'AND',
      queries,
      fields: NAMES,
      prefix: false,
      fuzzy: false,
      boost: { words: 3, contacts: 2 },
    };
  };
  // As typed, in one piece; or its words, with others between them.
  return { combineWith: 'OR', queries: [parts(text), { combineWith: 'AND', queries: han.map(parts) }] };
}

/** The word with two neighbouring letters swapped, in every place where that makes another word of it. */
function swapped(text: string): string[] {
  const letters = [...text];
  return letters
    .slice(1)
    .map((letter, at) => [...letters.slice(0, at), letter, letters[at], ...letters.slice(at + 2)].join(''))
    .filter((word) => word !== text);
}
