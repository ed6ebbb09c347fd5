import type { RepProfile } from '../api/reps';
import { isRecordDraft, type RecordDraft } from './record-draft';
import { readTags } from './tags';

export const REP_NUMBERS = ['level', 'dailyQuota', 'capacityWeight'] as const;
export const REP_LISTS = ['languages', 'skills', 'territories'] as const;
const REP_FIELDS = [...REP_NUMBERS, ...REP_LISTS, 'active'] as const;
export type RepField = (typeof REP_FIELDS)[number];

/** What somebody has typed over the settings of a rep. */
export type RepDraft = RecordDraft<RepField>;

export const isRepDraft = (value: unknown): value is RepDraft =>
  isRecordDraft(value) && Object.keys(value).every((field) => (REP_FIELDS as readonly string[]).includes(field));

/** The settings as the fields of the form give them; lists with commas between their entries. */
export const repValues = (rep: RepProfile): Record<RepField, string> => ({
  level: String(rep.level),
  languages: rep.languages.join(', '),
  skills: rep.skills.join(', '),
  territories: rep.territories.join(', '),
  dailyQuota: String(rep.dailyQuota),
  capacityWeight: String(rep.capacityWeight),
  active: String(rep.active),
});

const WHOLE = /^\d{1,6}$/;
const DECIMAL = /^\d{1,4}(\.\d{1,4})?$/;

/** Changed values as the API takes them, and what is no number. */
export function toRepChange(changed: Partial<Record<RepField, string>>): {
  body: Partial<Pick<RepProfile, RepField>>;
  faults: Partial<Record<RepField, string>>;
} {
  const body: Partial<Pick<RepProfile, RepField>> = {};
  const faults: Partial<Record<RepField, string>> = {};
  for (const field of REP_LISTS) {
    const typed = changed[field];
    if (typed !== undefined) body[field] = readTags(typed);
  }
  for (const field of REP_NUMBERS) {
    const typed = changed[field]?.trim();
    if (typed === undefined) continue;
    const whole = field !== 'capacityWeight';
    if ((whole ? WHOLE : DECIMAL).test(typed)) body[field] = Number(typed);
    else faults[field] = whole ? 'must be a whole number' : 'must be a number';
  }
  if (changed.active !== undefined) body.active = changed.active === 'true';
  return { body, faults };
}

/** Faults by the fields of the form: one of an entry belongs to its list. */
export const repFaults = (faults: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(faults).map(([field, said]) => [field.replace(/\[\d+\]$/, ''), said]));
