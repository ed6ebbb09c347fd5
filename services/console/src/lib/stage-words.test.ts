import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/http';
import type { StageGuide } from '../api/playbook';
import { isHeldBack, missingTexts, saysAnything } from './stage-words';

const text = (en: string) => ({ en, zh: `${en} 中` });
const guide: StageGuide = {
  stage: 'STAGE_NEED',
  target: 'STAGE_QUOTE',
  items: [{ item: { id: 'ask', title: text('Ask'), required: true, customerTypes: [] }, doneBy: '' }],
  exitCriteria: [{ criterion: { id: 'mail', expression: 'x', text: text('Mail'), customerTypes: [] }, met: false }],
  entryCriteria: [],
  missing: ['mail', 'ask', 'gone'],
  overrides: [],
};

describe('what the playbook says of a customer', () => {
  it('names what is missing in the reader’s language, and an id that has no words any more', () => {
    expect(missingTexts(guide, 'en')).toEqual(['Mail', 'Ask', 'gone']);
    expect(missingTexts(guide, 'zh')).toEqual(['Mail 中', 'Ask 中', 'gone']);
  });
  it('knows whether there is anything to show', () => {
    expect(saysAnything(guide)).toBe(true);
    expect(saysAnything({ ...guide, items: [], exitCriteria: [] })).toBe(false);
  });
  it('tells a held back stage from other failures', () => {
    expect(isHeldBack(new Error('x'))).toBe(false);
    expect(isHeldBack(Object.assign(Object.create(ApiError.prototype), { code: 'STAGE_CRITERIA' }))).toBe(true);
  });
});
