import { localeOf } from './locale';

/** A language by its tag in the reader's words: `zh-CN` is Chinese (China). A tag that nobody knows stays what it is. */
export function languageName(tag: string, reader: string): string {
  if (tag === '') return '';
  try {
    return new Intl.DisplayNames([localeOf(reader)], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
