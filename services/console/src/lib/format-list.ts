import { localeOf } from './locale';

/** `a, b and c` (or: `a, b or c`) in the reader's language. */
export const formatList = (items: readonly string[], language: string, type: 'and' | 'or'): string =>
  new Intl.ListFormat(localeOf(language), { type: type === 'and' ? 'conjunction' : 'disjunction' }).format(items);

/** Conditions that must all hold, in the reader's language. */
export const formatAll = (conditions: readonly string[], language: string): string =>
  language === 'zh' ? conditions.join('，且') : formatList(conditions, language, 'and');
