import { describe, expect, it } from 'vitest';
import { languageName } from './language-name';

describe('the name of a language', () => {
  it('is in the language of the reader', () => {
    expect(languageName('de', 'en')).toBe('German');
    expect(languageName('de', 'zh')).toBe('德语');
  });
  it('is the tag itself where there is none, and nothing for nothing', () => {
    expect(languageName('not a tag', 'en')).toBe('not a tag');
    expect(languageName('', 'en')).toBe('');
  });
});
