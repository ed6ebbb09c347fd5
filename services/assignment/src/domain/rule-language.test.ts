import { checkExpression, compile, conjuncts, namesReps } from './rule-language';

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
    const lead = {} as never;
    expect(compile('lead', '1 / 0 == 1').holds({ lead })).toBe(false);
  });

  it.each([
    ['lead.country in rep.territories && rep.level >= 3', ['lead.country', 'rep.level', 'rep.territories']],
    ['rep.skills.exists(s, s == lead.product_line)', ['lead.product_line', 'rep.skills', 's.*']],
    ['team.path.size() > 1 ? rep.open_leads < 5 : true', ['rep.open_leads', 'team.path']],
  ])('knows what an expression refers to: %s', (expression, references) => {
    expect([...compile('rep', expression).references].sort()).toEqual(references);
  });

  it.each([
    ['rep.level >= 3 && "a" in rep.skills', false],
    ['rep.level >= 3 || rep.id in ["ann"]', true],
    ['rep == rep', true],
  ])('knows whether an expression tells single reps apart: %s', (expression, names) => {
    expect(namesReps(expression)).toBe(names);
  });

  it('takes an expression apart into what must all hold', () => {
    expect(conjuncts('rep', 'rep.level > 2 && (lead.country == "DE" || rep.level > 5) && "a" in rep.skills')).toEqual([
      '(rep.level > 2)',
      '(lead.country == "DE" || rep.level > 5)',
      '("a" in rep.skills)',
    ]);
  });
});
