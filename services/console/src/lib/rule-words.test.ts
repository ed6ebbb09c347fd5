import i18next, { type TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '../api/rules';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { sayRepCondition, sayRule } from './rule-words';

const rule = (values: Partial<Rule> = {}): Rule => ({
  id: 'web',
  condition: 'true',
  teamIds: ['south'],
  repCondition: '',
  balance: 'BALANCE_ROUND_ROBIN',
  workingHoursOnly: false,
  waitSeconds: '0',
  priority: 0,
  overflowTeamId: '',
  ...values,
});
const full = rule({
  condition: 'lead.country in ["DE", "AT"] && lead.value_level == "VALUE_LEVEL_HIGH" && lead.source.startsWith("web")',
  teamIds: ['south', 'north'],
  repCondition: '"pumps" in rep.skills && lead.language in rep.languages && rep.level >= 3',
  balance: 'BALANCE_FEWEST_OPEN',
  workingHoursOnly: true,
  waitSeconds: '172800',
  priority: 5,
});

describe('a rule in words', () => {
  let say: Record<'en' | 'zh', (rule: Rule) => string[]>;
  let words: TFunction;
  beforeAll(async () => {
    await i18next.init({
      resources: { en: { translation: en }, zh: { translation: zh } },
      lng: 'en',
      interpolation: { escapeValue: false },
    });
    words = i18next.getFixedT('en');
    const teamNames = { south: 'South', north: 'North' };
    const sayIn = (language: 'en' | 'zh') => (said: Rule) =>
      sayRule(said, 'south', { t: i18next.getFixedT(language), language, teamNames });
    say = { en: sayIn('en'), zh: sayIn('zh') };
  });

  it('says in English what it does', () => {
    expect(say.en(full)).toEqual([
      'For leads where country is DE or AT, value is High and source begins with “web”.',
      'Reps of South and North may get it if the rep has the skill pumps, speaks the lead’s language and is at least of level 3.',
      en.balanceSays.BALANCE_FEWEST_OPEN,
      'Only while their team is at work.',
      'When nobody can take it, it waits up to 2 days in the pool of South for the first who can (priority 5).',
    ]);
    expect(say.en(rule({ overflowTeamId: 'north' }))).toEqual([
      'For every lead.',
      'Reps of South may get it.',
      en.balanceSays.BALANCE_ROUND_ROBIN,
      'When nobody can take it, it goes to the pool of North.',
    ]);
  });

  it('says in Chinese what it does', () => {
    expect(say.zh(full).slice(0, 2)).toEqual([
      '适用于国家是 DE或AT，且价值是 高，且来源以“web”开头的线索。',
      'South和North 的销售，如果具备技能 pumps，且会说线索的语言，且级别不低于 3，可以得到。',
    ]);
  });

  it('shows what it cannot say as it is written', () => {
    const text = 'lead.city != "Bonn"';
    expect(say.en(rule({ condition: text, repCondition: 'rep.id == "bob"', teamIds: [] })).slice(0, 2)).toEqual([
      `For leads where this holds: ${text}`,
      'Reps of no team yet may get it if this holds: rep.id == "bob"',
    ]);
    expect(sayRepCondition('rep.id == "bob"', { t: words, language: 'en' })).toBeUndefined();
  });
});
