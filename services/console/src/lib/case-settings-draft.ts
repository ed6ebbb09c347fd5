import type { CaseSettings } from '../api/cases';

/** Settings that are times; people type days. */
export const SETTING_TIMES = ['objection', 'reopening', 'surveyReminder'] as const;
type Time = (typeof SETTING_TIMES)[number];

/** The settings as the form shows them: words one a line, times in days. */
export interface SettingsTexts extends Record<Time, string> {
  detection: boolean;
  words: string;
  negations: string;
  poorRating: string;
}

const DAY_SECONDS = 86_400;
const DAYS = /^\d{1,6}(\.\d{1,5})?$/;
const inDays = (duration: string) => String(Number((Number.parseFloat(duration) / DAY_SECONDS).toFixed(5)));
const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export const settingsTexts = (settings: Omit<CaseSettings, 'etag'>): SettingsTexts => ({
  detection: settings.detection,
  words: settings.words.join('\n'),
  negations: settings.negations.join('\n'),
  objection: inDays(settings.objection),
  reopening: inDays(settings.reopening),
  surveyReminder: inDays(settings.surveyReminder),
  poorRating: String(settings.poorRating),
});

/** What is sent, and what is no number. */
export function toSettings(texts: SettingsTexts): {
  body: Omit<CaseSettings, 'etag'>;
  faults: Record<string, string>;
} {
  const faults: Record<string, string> = {};
  const time = (field: Time) => {
    const text = texts[field].trim().replace(',', '.');
    if (!DAYS.test(text)) faults[field] = 'must be a number';
    return `${Math.round(Number(text) * DAY_SECONDS)}s`;
  };
  const rating = texts.poorRating.trim();
  if (!/^\d$/.test(rating)) faults.poorRating = 'must be a whole number';
  const { detection } = texts;
  const body = {
    detection,
    words: lines(texts.words),
    negations: lines(texts.negations),
    objection: time('objection'),
    reopening: time('reopening'),
    surveyReminder: time('surveyReminder'),
    poorRating: Number(rating),
  };
  return { body, faults };
}

const RANGE = /^must be (?:1 second|0) to (\d+) days$/;

/** Faults of single words stand at their list; a range is told in days, as it is typed. */
export const settingsFaults = (faults: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(faults).map(([field, said]) => [
      field.replace(/\[\d+\]$/, ''),
      said.replace(RANGE, (_, most: string) => `must be from 0 to ${most}`),
    ]),
  );
