import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Candidacy, Candidate } from '../api/decisions';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { sayInputs, sayOutcome } from './candidacy-words';

const candidate = (values: Partial<Candidate> = {}): Candidate => ({
  repId: 'ann',
  ruleId: 'web',
  openLeads: 4,
  rejectedBecause: '',
  givenToday: 5,
  capacityWeight: 1,
  ...values,
});
const candidacy = (values: Partial<Candidacy> = {}): Candidacy => ({
  leadId: 'l1',
  cycle: 1,
  time: '2026-01-01T00:00:00Z',
  repId: 'ann',
  outcome: 'CANDIDACY_OUTCOME_NOT_DUE',
  rejectedBecause: '',
  ruleId: 'web',
  ruleSetVersion: 3,
  balance: 'BALANCE_FEWEST_OPEN',
  own: candidate(),
  chosen: candidate({ repId: '', openLeads: 2, givenToday: 1 }),
  eligibleCount: 5,
  rank: 3,
  inputsJson: '{}',
  visible: false,
  ...values,
});
const rejected = (rejectedBecause: string, more: Partial<Candidacy> = {}) =>
  candidacy({ outcome: 'CANDIDACY_OUTCOME_REJECTED', rejectedBecause, rank: 0, ...more });

describe('why somebody got a lead or not', () => {
  let say: (of: Candidacy, name?: string, language?: 'en' | 'zh') => string;
  beforeAll(async () => {
    await i18next.init({
      resources: { en: { translation: en }, zh: { translation: zh } },
      lng: 'en',
      interpolation: { escapeValue: false },
    });
    say = (of, name = '', language = 'en') =>
      sayOutcome(of, { t: i18next.getFixedT(language), language, name, repNames: { bob: 'Bob Ray' } });
  });

  it('is told to the rep', () => {
    expect(say(candidacy({ outcome: 'CANDIDACY_OUTCOME_CHOSEN', rank: 1 }))).toBe(
      'You got it, as the first of 5 who could take it.',
    );
    expect(say(candidacy({ outcome: 'CANDIDACY_OUTCOME_CHOSEN', rank: 1, eligibleCount: 1 }))).toBe(
      'You got it, as the only one who could take it.',
    );
    expect(say(candidacy({ outcome: 'CANDIDACY_OUTCOME_CHOSEN', ruleId: 'known-owner' }))).toBe(
      'You got it, because the customer is yours already.',
    );
    expect(say(candidacy())).toBe(
      'Place 3 of 5: the one who got it had 2 open leads at weight 1, you had 4 at weight 1.',
    );
    expect(say(candidacy({ balance: 'BALANCE_CAPACITY_WEIGHT' }))).toBe(
      'Place 3 of 5: the one who got it had got 1 leads that day at weight 1, you 5 at weight 1.',
    );
    expect(say(candidacy({ balance: 'BALANCE_ROUND_ROBIN' }))).toBe(
      'Place 3 of 5: the one who got it had waited longer for a new lead than you.',
    );
    expect(say(candidacy({ chosen: undefined }))).toBe('Place 3 of 5: somebody else was due.');
    expect(say(candidacy({ own: undefined, outcome: 'CANDIDACY_OUTCOME_NOT_LOOKED_AT' }))).toBe(
      'No rule looked at you.',
    );
  });

  it('names who got it only where that is known, and what decides on equal numbers', () => {
    const tied = candidacy({ chosen: candidate({ repId: 'bob', openLeads: 8, capacityWeight: 2 }) });
    expect(say(tied)).toBe(
      'Place 3 of 5: Bob Ray had 8 open leads at weight 2, you had 4 at weight 1. On equal numbers the one who waited longest comes first.',
    );
  });

  it('names the reason of a rejection', () => {
    expect(say(rejected('ON_LEAVE'))).toBe('You were on leave.');
    expect(say(rejected('DAILY_QUOTA'))).toBe('Daily quota of 5 reached.');
    expect(say(rejected('CONDITION'))).toBe('You are not what rule web asks for.');
    expect(say(rejected('CONDITION', { repCondition: '"pumps" in rep.skills && rep.level >= 3' }))).toBe(
      'Rule web asks for a rep who has the skill pumps and is at least of level 3.',
    );
    for (const reason of Object.keys(en.rejection))
      for (const language of ['en', 'zh'] as const)
        for (const name of ['', 'Ann Lee']) expect(say(rejected(reason), name, language)).not.toMatch(/why\.|\{\{/);
  });

  it('is told to managers with the name of the rep, and in Chinese', () => {
    expect(say(candidacy(), 'Ann Lee')).toBe(
      'Place 3 of 5: the one who got it had 2 open leads at weight 1, Ann Lee had 4 at weight 1.',
    );
    expect(say(candidacy(), '', 'zh')).toBe(
      '排第 3，共 5 位：得到的人当时持有 2 条线索（权重 1），您持有 4 条（权重 1）。',
    );
  });

  it('says what the rules saw of the lead', () => {
    const seen = { country: 'DE', city: '', valueLevel: 'VALUE_LEVEL_HIGH', type: 'CUSTOMER_TYPE_UNSPECIFIED', x: 'y' };
    expect(sayInputs(JSON.stringify(seen), i18next.getFixedT('en'))).toEqual(['country: DE', 'value: High']);
    expect(sayInputs('', i18next.getFixedT('en'))).toEqual([]);
  });
});
