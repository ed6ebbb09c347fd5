import { describe, expect, it } from 'vitest';
import { settingsFaults, settingsTexts, toSettings } from './case-settings-draft';

const settings = {
  detection: true,
  words: ['投诉', 'complaint'],
  negations: ['no'],
  objection: '432000s',
  reopening: '1209600s',
  surveyReminder: '0s',
  poorRating: 2,
};

describe('settings of cases in a form', () => {
  it('are days and lines, and come out as they went in', () => {
    expect(settingsTexts(settings)).toMatchObject({ objection: '5', surveyReminder: '0', words: '投诉\ncomplaint' });
    expect(toSettings(settingsTexts(settings))).toEqual({ body: settings, faults: {} });
  });
  it('takes parts of a day, and drops empty lines', () => {
    const { body } = toSettings({ ...settingsTexts(settings), objection: '0,5', words: ' 投诉 \n\n' });
    expect([body.objection, body.words]).toEqual(['43200s', ['投诉']]);
  });
  it('says what is no number', () => {
    const { faults } = toSettings({ ...settingsTexts(settings), objection: 'x', poorRating: '-1' });
    expect(faults).toEqual({ objection: 'must be a number', poorRating: 'must be a whole number' });
    expect(settingsFaults({ objection: 'must be 1 second to 90 days' })).toEqual({
      objection: 'must be from 0 to 90',
    });
    expect(settingsFaults({ 'words[3]': 'must not be empty' })).toEqual({ words: 'must not be empty' });
  });
});
