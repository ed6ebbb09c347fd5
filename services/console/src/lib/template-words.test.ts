import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { kindName } from './kind-name';
import { templateFault } from './template-words';

describe('words about the texts of messages', () => {
  beforeAll(() =>
    i18next.init({
      resources: { en: { translation: en }, zh: { translation: zh } },
      lng: 'en',
      interpolation: { escapeValue: false },
    }),
  );

  it('say what is wrong and where, counted from 1', () => {
    const unknown = { field: 'body', reason: 'unknown_variable', variable: 'nmae', position: 4 };
    expect(templateFault(i18next.t, unknown)).toBe('Text: there is no variable {nmae} (character 5)');
    const missing = { field: 'body', reason: 'missing_variable', variable: 'time', position: -1 };
    expect(templateFault(i18next.t, missing)).toBe('{time} is missing');
    expect(templateFault(i18next.getFixedT('zh'), { ...missing, field: 'subject', reason: 'empty' })).toBe(
      '主题：不能为空',
    );
  });

  it('name a kind by what it says', () => {
    expect(kindName(i18next.t, 'lead_assigned')).toBe('… is yours');
    expect(kindName(i18next.t, 'of_tomorrow')).toBe('of_tomorrow');
  });
});
