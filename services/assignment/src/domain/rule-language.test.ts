import { checkExpression, compileRuleSet } from './rule-language';

describe('rule language', () => {
  it.each([
    ['lead', 'lead.country == "DE" && lead.value_level in ["VALUE_LEVEL_HIGH"]'],
    ['lead', 'lead.source.startsWith("web")'],
    ['rep', 'lead.country in rep.territories && rep.open_leads < 20'],
    ['rep', 'rep.skills.exists(s, s == lead.product_line)'],
  ] as const)('accepts over %s: %s', (kind, expression) => {
    expect(checkExpression(kind, expression)).toBeNull();
  });

  it.each([
    ['lead', 'lead.cuntry == "DE"', 'at 5:'],
    ['lead', 'lead.country == 4', 'at 0:'],
    ['lead', 'lead.country', 'must be true or false'],
    ['lead', 'rep.id == "a"', 'at 0:'],
    ['lead', 'lead.country ==', 'at 15:'],
    ['rep', 'rep.open_leads < "a"', 'at 0:'],
    ['lead', `${'('.repeat(60)}true${')'.repeat(60)}`, 'at '],
  ] as const)('refuses over %s: %s', (kind, expression, fault) => {
    expect(checkExpression(kind, expression)).toContain(fault);
  });

  it('takes a failing evaluation as false', () => {
    const rule = {
      id: 'r',
      condition: '1 / 0 == 1',
      teamIds: ['t'],
      repCondition: '',
      balance: 'FEWEST_OPEN' as const,
    };
    const [compiled] = compileRuleSet({ version: 1, fallbackTeamId: 't', rules: [rule] }).rules;
    expect(compiled?.applies({ lead: {} })).toBe(false);
  });
});
