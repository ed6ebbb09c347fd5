import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../api/rules';
import { readRuleFile, writeRuleFile } from './rule-file';

const ruleSet: RuleSet = {
  version: 3,
  state: 'RULE_SET_STATE_DRAFT',
  createTime: '2026-01-01T00:00:00Z',
  description: 'Who knows pumps',
  fallbackTeamId: 'south',
  knownOwnerFirst: true,
  rules: [
    {
      id: 'pumps',
      condition: 'lead.source.startsWith("expo")',
      teamIds: ['south'],
      repCondition: '"pumps" in rep.skills',
      balance: 'BALANCE_ROUND_ROBIN',
      workingHoursOnly: true,
      waitSeconds: '3600',
      priority: 2,
      overflowTeamId: 'north',
    },
  ],
};

describe('rules in a file', () => {
  it('come back as they were', () => {
    const { rules, description, fallbackTeamId, knownOwnerFirst } = ruleSet;
    expect(readRuleFile(writeRuleFile(ruleSet))).toEqual({ rules, description, fallbackTeamId, knownOwnerFirst });
  });

  it('may leave out what has a default', () => {
    const file = JSON.stringify({ rules: [{ id: 'a', condition: 'true', teamIds: ['south'], waitSeconds: 60 }] });
    expect(readRuleFile(file)).toEqual({
      description: '',
      fallbackTeamId: '',
      knownOwnerFirst: false,
      rules: [
        {
          id: 'a',
          condition: 'true',
          teamIds: ['south'],
          repCondition: '',
          balance: 'BALANCE_FEWEST_OPEN',
          workingHoursOnly: false,
          waitSeconds: '60',
          priority: 0,
          overflowTeamId: '',
        },
      ],
    });
  });

  it.each([
    '',
    'no json',
    'null',
    '[]',
    '{}',
    '{"rules":[1]}',
    '{"rules":[{"id":"a"}]}',
    '{"rules":[{"id":"a","condition":"true","teamIds":"south"}]}',
    '{"rules":[{"id":"a","condition":"true","teamIds":[],"waitSeconds":"soon"}]}',
    '{"rules":[],"fallbackTeamId":1}',
    JSON.stringify({ rules: Array(201).fill({ id: 'a', condition: 'true', teamIds: [] }) }),
  ])('are told from something else: %.60s', (text) => {
    expect(readRuleFile(text)).toBeUndefined();
  });
});
