import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule, RuleSet } from '../api/rules';
import {
  emptyRuleSet,
  faultsOfRule,
  faultyRules,
  freeName,
  isRuleSetDraft,
  moved,
  newRule,
  ruleSetDraftOf,
  toRuleSet,
} from './rule-draft';
import { readWait, waitSeconds } from './wait';

const rule = (values: Partial<Rule> = {}): Rule => ({
  id: 'web',
  condition: 'lead.source=="web"',
  teamIds: ['south'],
  repCondition: 'rep.id != "bob"',
  balance: 'BALANCE_ROUND_ROBIN',
  workingHoursOnly: true,
  waitSeconds: '172800',
  priority: 3,
  overflowTeamId: 'north',
  ...values,
});
const ruleSet = (...rules: Rule[]): RuleSet => ({
  version: 4,
  state: 'RULE_SET_STATE_DRAFT',
  createTime: '2026-01-01T00:00:00Z',
  rules,
  fallbackTeamId: 'south',
  description: 'As it was',
  knownOwnerFirst: true,
});

describe('a draft of rules', () => {
  it('that nobody changed is saved as it was, to the letter', () => {
    const { rules, fallbackTeamId, description, knownOwnerFirst } = ruleSet(
      rule(),
      rule({ id: 'b', waitSeconds: '0' }),
    );
    const draft = ruleSetDraftOf(ruleSet(...rules), 'r1');
    expect(toRuleSet(draft)).toEqual({ body: { rules, fallbackTeamId, description, knownOwnerFirst }, faults: {} });
  });

  it('is known after it was kept, and told from rubbish', () => {
    const draft = ruleSetDraftOf(ruleSet(rule(), rule({ id: 'b', condition: 'true', repCondition: '' })), 'r1');
    expect(isRuleSetDraft(JSON.parse(JSON.stringify(draft)))).toBe(true);
    for (const rubbish of [
      null,
      1,
      { ...draft, rules: [{ ...draft.rules[0], lead: { parts: [{}], text: '' } }] },
      { ...draft, rules: [{ ...draft.rules[0], rep: { parts: null } }] },
      { ...draft, rules: [{ ...draft.rules[0], waitUnit: 'years' }] },
      { ...draft, rules: [{ ...draft.rules[0], teamIds: [1] }] },
      { ...draft, knownOwnerFirst: 'yes' },
    ])
      expect(isRuleSetDraft(rubbish)).toBe(false);
  });

  it('names what is missing before anything is sent', () => {
    const draft = emptyRuleSet('r1', '');
    const lead = { parts: [{ attribute: 'city' as const, how: 'is' as const, value: '' }], text: '' };
    const rep = {
      parts: [
        { kind: 'leadLanguage' as const, value: '' },
        { kind: 'level' as const, value: 'high' },
      ],
      text: '',
    };
    const { faults } = toRuleSet({
      ...draft,
      rules: [newRule('1', [], 'rule'), { ...newRule('2', ['rule'], 'rule'), lead, rep, wait: '1.5' }],
    });
    expect(faults).toEqual({
      fallbackTeamId: 'is required',
      'rules[1].condition[0]': 'must not be empty',
      'rules[1].repCondition[1]': 'must be a whole number',
      'rules[1].waitSeconds': 'must be a whole number',
    });
    expect(faultyRules({ ...faults, 'rules[10].id': 'x', 'rules[2].id': 'x' })).toEqual([1, 2, 10]);
  });

  it('puts faults of the service to the rule and its fields', () => {
    const faults = { 'rules[1].teamIds[0]': 'there is no such team', 'rules[1].condition': 'at 5: x', rules: 'y' };
    expect(faultsOfRule(faults, 1)).toEqual({ teamIds: 'there is no such team', condition: 'at 5: x' });
    expect(faultsOfRule(faults, 0)).toEqual({});
  });

  it('gives new rules names that are free and not too long', () => {
    expect(freeName('web', [])).toBe('web');
    expect(freeName('web', ['web', 'web-2'])).toBe('web-3');
    const long = 'x'.repeat(100);
    expect(freeName(long, [long])).toBe(`${'x'.repeat(98)}-2`);
  });
});

it('moves one to another place and loses nothing', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat()),
      fc.integer({ min: -1, max: 9 }),
      fc.integer({ min: -1, max: 9 }),
      (list, from, to) => {
        const after = moved(list, from, to);
        expect([...after].sort()).toEqual([...list].sort());
        const within = [from, to].every((place) => place >= 0 && place < list.length);
        expect(after).toEqual(within ? after.with(to, list[from] as number) : list);
      },
    ),
  );
});

describe('a waiting time', () => {
  it('is told in the largest unit and comes back the same', () => {
    expect(readWait('0')).toEqual({ amount: '', unit: 'hours' });
    expect(readWait('172800')).toEqual({ amount: '2', unit: 'days' });
    expect(readWait('90000')).toEqual({ amount: '25', unit: 'hours' });
    expect(readWait('61')).toEqual({ amount: '61', unit: 'seconds' });
    fc.assert(
      fc.property(fc.nat(31_622_400), (seconds) => {
        const { amount, unit } = readWait(String(seconds));
        expect(waitSeconds(amount, unit)).toBe(String(seconds));
      }),
    );
  });
  it.each(['1.5', '-1', 'x', '1e3'])('is no whole number: %s', (typed) => {
    expect(waitSeconds(typed, 'hours')).toBeUndefined();
  });
});
