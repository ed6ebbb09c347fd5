import { describe, expect, it } from 'vitest';
import { draftOf, moved, newCriterion, newItem, toStagePlaybook } from './playbook-draft';

const part = {
  stage: 'STAGE_NEED',
  items: [
    { id: 'ask', title: { en: 'Ask', zh: '问' }, required: true, taskAfter: '129600s', customerTypes: [] },
    { id: 'send', title: { en: 'Send', zh: '发' }, required: false, customerTypes: ['CUSTOMER_TYPE_PERSON'] },
  ],
  entryCriteria: [],
  exitCriteria: [{ id: 'mail', expression: 'customer.has_email', text: { en: 'Mail', zh: '邮件' }, customerTypes: [] }],
};

describe('a stage of the playbook while it is typed', () => {
  it('comes out as it was when nothing is typed', () => {
    expect(toStagePlaybook('STAGE_NEED', draftOf(part))).toEqual({ part, faults: {} });
    expect(draftOf(undefined)).toEqual({ items: [], entry: [], exit: [] });
  });
  it('shows days, takes a comma, and says what is no number', () => {
    expect(draftOf(part).items[0]?.taskDays).toBe('1.5');
    const typed = (taskDays: string) =>
      toStagePlaybook('STAGE_NEED', { items: [{ ...newItem('k'), taskDays }], entry: [], exit: [newCriterion('c')] });
    expect(typed('0,5').part.items[0]?.taskAfter).toBe('43200s');
    expect(typed('soon').faults).toEqual({ 'items[0].taskAfter': 'must be a number' });
  });
  it('moves entries up and down, and not beyond the ends', () => {
    expect(moved([1, 2, 3], 1, -1)).toEqual([2, 1, 3]);
    expect(moved([1, 2, 3], 1, 1)).toEqual([1, 3, 2]);
    expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3]);
    expect(moved([1, 2, 3], 2, 1)).toEqual([1, 2, 3]);
  });
});
