import type { ClockPolicy } from '../api/clocks';
import { durationOf, hoursOf } from './hours';

/** A policy that somebody is typing, as the fields of the form give it. */
export interface ClockPolicyDraft {
  id: string;
  kind: string;
  /** Hours of its calendar. */
  hours: string;
  /** Percentages, `50, 80`. */
  reminders: string;
  grace: string;
  stages: string[];
  /** Separated by commas. */
  sources: string;
  valueLevels: string[];
  customerTypes: string[];
  caseKinds: string[];
  priorities: string[];
  priority: string;
  escalations: { hours: string; role: string }[];
  active: boolean;
  /** Empty: that of the owner's team. */
  calendarId: string;
}

export const KINDS = ['first_contact', 'stage', 'silence', 'first_response', 'resolution'];
export const ROLES = ['supervisor', 'director', 'executive'];
/** What may be asked of a customer, or of a case; by the kind of the clock. */
export const CHOICES = {
  stages: ['LEAD', 'CONTACT', 'NEED', 'SOLUTION', 'QUOTE', 'NEGOTIATION', 'CONTRACT', 'DELIVERY', 'COLLECTION'],
  valueLevels: ['LOW', 'NORMAL', 'HIGH'],
  customerTypes: ['ORGANIZATION', 'PERSON'],
  caseKinds: ['COMPLAINT', 'SERVICE_REQUEST'],
  priorities: ['LOW', 'NORMAL', 'HIGH', 'URGENT'],
} as const;
export type ChoiceList = keyof typeof CHOICES;

/** The lists that go with a kind of clock. */
export const listsOf = (kind: string): ChoiceList[] =>
  /^(first_response|resolution)$/.test(kind)
    ? ['caseKinds', 'priorities', 'valueLevels', 'customerTypes']
    : ['stages', 'valueLevels', 'customerTypes'];

export const emptyPolicy: ClockPolicyDraft = {
  id: '',
  kind: 'stage',
  hours: '24',
  reminders: '50, 80',
  grace: '',
  stages: [],
  sources: '',
  valueLevels: [],
  customerTypes: [],
  caseKinds: [],
  priorities: [],
  priority: '0',
  escalations: [],
  active: true,
  calendarId: '',
};

export const policyDraftOf = (policy: ClockPolicy): ClockPolicyDraft => ({
  id: policy.id,
  kind: policy.kind,
  hours: hoursOf(policy.duration),
  reminders: policy.reminderFractions.map((fraction) => Math.round(fraction * 10_000) / 100).join(', '),
  grace: hoursOf(policy.grace),
  stages: policy.stages,
  sources: policy.sources.join(', '),
  valueLevels: policy.valueLevels,
  customerTypes: policy.customerTypes,
  caseKinds: policy.caseKinds,
  priorities: policy.priorities,
  priority: String(policy.priority),
  escalations: policy.escalations.map(({ after, role }) => ({ hours: hoursOf(after), role })),
  active: policy.active,
  calendarId: policy.calendarId,
});

type Body = Omit<Partial<ClockPolicy>, 'etag' | 'version'>;

const split = (text: string): string[] =>
  text
    .split(/[,，、;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The policy as the API takes it, and what of the form is no number. */
export function toPolicyBody(draft: ClockPolicyDraft): { body: Body; faults: Record<string, string> } {
  const faults: Record<string, string> = {};
  const hours = (field: string, text: string): string => {
    const duration = durationOf(text);
    if (duration === undefined) faults[field] = 'must be a number';
    return duration ?? '0s';
  };
  const reminderFractions = split(draft.reminders).map((text) => Number(text.replace('%', '')) / 100);
  if (reminderFractions.some((fraction) => Number.isNaN(fraction))) faults.reminderFractions = 'must be a number';
  const priority = Number(draft.priority.trim() || 0);
  if (!Number.isInteger(priority)) faults.priority = 'must be a whole number';
  const recycled = draft.kind === 'first_contact';
  const body: Body = {
    duration: hours('duration', draft.hours),
    reminderFractions,
    grace: recycled && draft.grace.trim() !== '' ? hours('grace', draft.grace) : '0s',
    ...Object.fromEntries(
      (Object.keys(CHOICES) as ChoiceList[]).map((list) => [
        list,
        listsOf(draft.kind).includes(list) ? draft[list] : [],
      ]),
    ),
    sources: split(draft.sources),
    priority,
    escalations: draft.escalations.map(({ hours: text, role }, index) => ({
      after: hours(`escalations[${index}].after`, text),
      role,
    })),
    active: draft.active,
    calendarId: draft.calendarId,
  };
  return { body, faults };
}

/** What of a policy is to be changed: the update names only fields that differ. */
export const changedFields = (body: object, before: object): object =>
  Object.fromEntries(
    Object.entries(body).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify((before as Record<string, unknown>)[key]),
    ),
  );
