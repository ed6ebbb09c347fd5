import { expect, it } from 'vitest';
import type { Rule } from '../api/rules';
import type { Team } from '../api/types';
import { mayWriteRules } from './rule-writer';

const set = (fallbackTeamId: string, teamIds: string[], overflowTeamId = '') => ({
  fallbackTeamId,
  rules: [{ teamIds, overflowTeamId } as Rule],
});
const south = [{ id: 'south' }] as Team[];

it('lets managers write rules of their own teams only', () => {
  const manager = { roles: ['rep', 'manager'] };
  expect(mayWriteRules(manager, south, [set('south', ['south']), undefined])).toBe(true);
  expect(mayWriteRules(manager, south, [set('north', ['south'])])).toBe(false);
  expect(mayWriteRules(manager, south, [set('south', ['south', 'north'])])).toBe(false);
  expect(mayWriteRules(manager, south, [set('south', ['south'], 'north')])).toBe(false);
  expect(mayWriteRules(manager, south, [set('south', ['south']), set('north', [])])).toBe(false);
  expect(mayWriteRules({ roles: ['admin'] }, [], [set('north', ['south'])])).toBe(true);
  expect(mayWriteRules({ roles: ['operator'] }, south, [])).toBe(false);
});
