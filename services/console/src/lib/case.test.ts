import { describe, expect, it } from 'vitest';
import type { Case } from '../api/cases';
import { caseVerbs, countIn, countOf, isOpenCase } from './case';

const found = (state: string, rest: Partial<Case> = {}) =>
  ({ state: `CASE_STATE_${state}`, ownerId: 'olga', workable: true, ...rest }) as Case;
const verbs = (each: Case, reader = { rep: 'ann', manages: false }) => caseVerbs(each, reader, 1000);

describe('what can be done with a case', () => {
  it('follows its state', () => {
    expect(verbs(found('NEW', { workable: false }))).toEqual(['take']);
    expect(verbs(found('ASSIGNED'))).toEqual(['respond', 'resolve', 'changePriority', 'merge']);
    expect(verbs(found('IN_PROGRESS'))).toContain('wait');
    expect(verbs(found('WAITING_FOR_CUSTOMER'))[0]).toBe('continue');
    expect(verbs(found('RESOLVED'))).toEqual(['confirm', 'reopen']);
    expect(verbs(found('MERGED'))).toEqual([]);
  });
  it('is nothing but reading for whoever may not work on it', () => {
    expect(verbs(found('IN_PROGRESS', { workable: false }))).toEqual([]);
    expect(verbs(found('RESOLVED', { workable: false }), { rep: 'olga', manages: false })).toEqual([
      'confirm',
      'reopen',
    ]);
  });
  it('lets managers assign, and reopening end with its window', () => {
    expect(verbs(found('NEW'), { rep: '', manages: true })).toEqual(['assign', 'changePriority']);
    expect(verbs(found('CLOSED', { reopenUntil: new Date(2000).toISOString() }))).toEqual(['reopen']);
    expect(verbs(found('CLOSED', { reopenUntil: new Date(500).toISOString() }))).toEqual([]);
    expect(verbs(found('CLOSED'))).toEqual([]);
  });
  it('counts by level and by state', () => {
    const counts = [
      { state: 'CASE_STATE_NEW', level: 'CASE_LEVEL_BREACHED', count: 2 },
      { state: 'CASE_STATE_ASSIGNED', level: 'CASE_LEVEL_BREACHED', count: 3 },
    ];
    expect([countOf({ counts }, 'CASE_LEVEL_BREACHED'), countIn({ counts }, 'CASE_STATE_NEW')]).toEqual([5, 2]);
    expect([isOpenCase(found('NEW')), isOpenCase(found('CLOSED'))]).toEqual([true, false]);
  });
});
