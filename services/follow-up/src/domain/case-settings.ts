/** What holds for cases. */
export interface CaseSettings {
  /** Whether words in follow-ups open complaints. */
  detection: boolean;
  /** At most MAX_WORDS. */
  words: string[];
  /** At most MAX_WORDS. */
  negations: string[];
  /** Time to object to a resolution. */
  objectionMs: number;
  /** How long after closing a case may be reopened. */
  reopeningMs: number;
  /** After which time the survey is asked again; 0: never. */
  surveyReminderMs: number;
  /** A rating of at most so much makes an improvement; 0: never. */
  poorRating: number;
}

const DAY_MS = 86_400_000;
export const MAX_WORDS = 100;
export const MAX_WORD = 50;
export const MAX_OBJECTION_MS = 90 * DAY_MS;
export const MAX_REOPENING_MS = 365 * DAY_MS;
export const MAX_SURVEY_REMINDER_MS = 30 * DAY_MS;
export const MAX_WAIT_MS = 90 * DAY_MS;
export const SURVEY_MS = 30 * DAY_MS;

export const DEFAULT_CASE_SETTINGS: CaseSettings = {
  detection: true,
  words: ['投诉', 'complaint', 'complaints', 'complain', 'complains', 'complained', 'complaining'],
  negations: [
    '没有',
    '没',
    '无',
    '未',
    '不会',
    '不想',
    '不要',
    '不是',
    '不再',
    '不打算',
    '别',
    '免',
    'no',
    'not',
    'never',
    'without',
    'none',
    "don't",
    "doesn't",
    "didn't",
    "won't",
    "isn't",
    "wasn't",
    "hasn't",
    "haven't",
  ],
  objectionMs: 5 * DAY_MS,
  reopeningMs: 14 * DAY_MS,
  surveyReminderMs: 3 * DAY_MS,
  poorRating: 2,
};
