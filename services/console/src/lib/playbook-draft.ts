import type { PlaybookItem, StageCriterion, StagePlaybook } from '../api/playbook';

/** An item of the checklist that somebody is typing. */
export interface ItemDraft {
  /** Tells it from the others while they change places; never sent. */
  key: string;
  id: string;
  en: string;
  zh: string;
  required: boolean;
  /** Days; empty: it is no task. */
  taskDays: string;
  customerType: string;
}

/** A criterion that somebody is typing. */
export interface CriterionDraft {
  key: string;
  id: string;
  en: string;
  zh: string;
  expression: string;
  customerType: string;
}

/** What the playbook says of a stage, while somebody types it. */
export interface StageDraft {
  items: ItemDraft[];
  entry: CriterionDraft[];
  exit: CriterionDraft[];
}

export const MAX_ITEMS = 30;
export const MAX_CRITERIA = 20;
/** What criteria may name. */
export const CRITERION_NAMES = [
  ...['type', 'state', 'country', 'region', 'city', 'industry', 'source', 'product_line', 'language', 'value_level'],
  ...['tags', 'contacts', 'has_phone', 'has_email', 'contacted'],
]
  .map((name) => `customer.${name}`)
  .concat('orders.count', 'checklist.done', 'checklist.left');

const DAY_SECONDS = 86_400;
const DAYS = /^\d{1,4}([.,]\d{1,4})?$/;

export const newItem = (key: string): ItemDraft => ({
  key,
  id: '',
  en: '',
  zh: '',
  required: true,
  taskDays: '',
  customerType: '',
});

export const newCriterion = (key: string): CriterionDraft => ({
  key,
  id: '',
  en: '',
  zh: '',
  expression: '',
  customerType: '',
});

/** What is there, to be typed over. */
export function draftOf(part: StagePlaybook | undefined): StageDraft {
  const criterion = ({ id, expression, text, customerTypes }: StageCriterion): CriterionDraft => ({
    key: id,
    id,
    ...text,
    expression,
    customerType: customerTypes[0] ?? '',
  });
  return {
    items: (part?.items ?? []).map(({ id, title, required, taskAfter, customerTypes }) => ({
      key: id,
      id,
      ...title,
      required,
      taskDays: taskAfter ? String(Number((Number.parseFloat(taskAfter) / DAY_SECONDS).toFixed(4))) : '',
      customerType: customerTypes[0] ?? '',
    })),
    entry: (part?.entryCriteria ?? []).map(criterion),
    exit: (part?.exitCriteria ?? []).map(criterion),
  };
}

const typesOf = (customerType: string) => (customerType === '' ? [] : [customerType]);

/** What is sent, and what is no number; faults are told by the fields that the service would name. */
export function toStagePlaybook(
  stage: string,
  { items, entry, exit }: StageDraft,
): { part: StagePlaybook; faults: Record<string, string> } {
  const faults: Record<string, string> = {};
  const itemOf = ({ id, en, zh, required, taskDays, customerType }: ItemDraft, index: number): PlaybookItem => {
    const days = taskDays.trim();
    if (days !== '' && !DAYS.test(days)) faults[`items[${index}].taskAfter`] = 'must be a number';
    const seconds = Math.round(Number(days.replace(',', '.')) * DAY_SECONDS);
    return {
      id: id.trim(),
      title: { en, zh },
      required,
      ...(DAYS.test(days) ? { taskAfter: `${seconds}s` } : {}),
      customerTypes: typesOf(customerType),
    };
  };
  const criterionOf = ({ id, en, zh, expression, customerType }: CriterionDraft): StageCriterion => ({
    id: id.trim(),
    expression,
    text: { en, zh },
    customerTypes: typesOf(customerType),
  });
  const part = {
    stage,
    items: items.map(itemOf),
    entryCriteria: entry.map(criterionOf),
    exitCriteria: exit.map(criterionOf),
  };
  return { part, faults };
}

/** Moves one of a list up (-1) or down (1); the same list where it cannot go further. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const to = index + by;
  if (to < 0 || to >= list.length) return [...list];
  return list.toSpliced(index, 1).toSpliced(to, 0, list[index] as T);
}
