import type { RegistrationPolicy } from '../api/registrations';
import { isRecordDraft, type RecordDraft } from './record-draft';

/** Terms that are times; people type days. */
export const POLICY_TIMES = ['protection', 'reminder', 'extension', 'contest'] as const;
export const POLICY_NUMBERS = ['extensions', 'mostPerRegistrant'] as const;
/** In the order of the form. */
export const POLICY_FIELDS = [
  'protection',
  'reminder',
  'extensions',
  'extension',
  'contest',
  'mostPerRegistrant',
] as const;
export type PolicyField = (typeof POLICY_FIELDS)[number];
type PolicyValues = Pick<RegistrationPolicy, PolicyField>;

/** What somebody has typed over the terms of registrations. */
export type PolicyDraft = RecordDraft<PolicyField>;

export const isPolicyDraft = (value: unknown): value is PolicyDraft =>
  isRecordDraft(value) && Object.keys(value).every((field) => (POLICY_FIELDS as readonly string[]).includes(field));

const DAY_SECONDS = 86_400;
/** A second is the fifth place. */
const inDays = (seconds: number) => Number((seconds / DAY_SECONDS).toFixed(5));
const isTime = (field: PolicyField): field is (typeof POLICY_TIMES)[number] =>
  (POLICY_TIMES as readonly string[]).includes(field);

/** The terms as the fields of the form give them. */
export const policyTexts = (policy: PolicyValues): Record<PolicyField, string> =>
  Object.fromEntries(
    POLICY_FIELDS.map((field) => [
      field,
      isTime(field) ? String(inDays(Number.parseFloat(policy[field]))) : String(policy[field]),
    ]),
  ) as Record<PolicyField, string>;

const WHOLE = /^\d{1,6}$/;
const DAYS = /^\d{1,6}(\.\d{1,5})?$/;

/** What is sent: the terms as they are with what was typed over them, and what is no number. */
export function toPolicy(
  policy: PolicyValues,
  typed: Partial<Record<PolicyField, string>>,
): { body: PolicyValues; faults: Partial<Record<PolicyField, string>> } {
  const { protection, reminder, extensions, extension, contest, mostPerRegistrant } = policy;
  const body: PolicyValues = { protection, reminder, extensions, extension, contest, mostPerRegistrant };
  const faults: Partial<Record<PolicyField, string>> = {};
  for (const field of POLICY_TIMES) {
    const text = typed[field]?.trim().replace(',', '.');
    if (text === undefined) continue;
    if (DAYS.test(text)) body[field] = `${Math.round(Number(text) * DAY_SECONDS)}s`;
    else faults[field] = 'must be a number';
  }
  for (const field of POLICY_NUMBERS) {
    const text = typed[field]?.trim();
    if (text === undefined) continue;
    if (WHOLE.test(text)) body[field] = Number(text);
    else faults[field] = 'must be a whole number';
  }
  return { body, faults };
}

const SECONDS = /^must be (\d+)s to (\d+)s$/;

/** Faults by the fields of the form; a range is told in days, as it is typed. */
export const policyFaults = (faults: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(faults).map(([field, said]) => {
      const [, min, max] = SECONDS.exec(said) ?? [];
      return [field, max === undefined ? said : `must be from ${inDays(Number(min))} to ${inDays(Number(max))}`];
    }),
  );
