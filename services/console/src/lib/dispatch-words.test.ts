import { describe, expect, it } from 'vitest';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { dispatchWords, nobodyWords } from './dispatch-words';

/** Answers the key, or the default where one is given for a key that no catalogue has. */
const t = ((key: string, { defaultValue }: { defaultValue?: string } = {}) =>
  key.endsWith('UNSPECIFIED') ? (defaultValue ?? key) : key) as never;

describe('why somebody has a case', () => {
  it('is said for every reason, in both languages', () => {
    const reasons = ['LOAD', 'LANGUAGE', 'NO_SPEAKER', 'NO_AGENT', 'AGENT_LEFT'].map(
      (each) => `DISPATCH_REASON_${each}`,
    );
    for (const { dispatchReason } of [en, zh]) expect(Object.keys(dispatchReason)).toEqual(reasons);
  });
  it('is left out where no rule decided', () => {
    expect(dispatchWords(t, 'DISPATCH_REASON_UNSPECIFIED')).toBe('');
    expect(nobodyWords(t, 'DISPATCH_REASON_UNSPECIFIED')).toBe('case.nobody');
    expect(nobodyWords(t, 'DISPATCH_REASON_AGENT_LEFT')).toBe('case.nobody: dispatchReason.DISPATCH_REASON_AGENT_LEFT');
  });
});
