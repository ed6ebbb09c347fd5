import fc from 'fast-check';
import { decide, type LeadFacts, type RepFacts } from './decide';
import { MAX_HOLDING } from './holding';
import type { Leave } from './rep';
import { compileRuleSet } from './rule-language';
import type { Balance, Rule } from './rule-set';

const now = new Date('2026-03-02T08:00:00Z');
const lead: LeadFacts = {
  attributes: {
    type: 'CUSTOMER_TYPE_ORGANIZATION',
    country: 'DE',
    region: '',
    city: '',
    industry: '',
    source: 'web',
    productLine: '',
    valueLevel: 'VALUE_LEVEL_HIGH',
  },
  barredRepId: '',
};
const rep = (id: string, overrides: Partial<RepFacts> = {}): RepFacts => ({
  id,
  teamId: 'south',
  territories: ['DE'],
  skills: [],
  capacityWeight: 1,
  active: true,
  leaves: [],
  openLeads: 0,
  lastAssignedMs: 0,
  ...overrides,
});
const rule = (id: string, overrides: Partial<Rule> = {}): Rule => ({
  id,
  condition: 'true',
  teamIds: ['south'],
  repCondition: '',
  balance: 'FEWEST_OPEN',
  ...overrides,
});
const rules = (...list: Rule[]) => compileRuleSet({ version: 3, fallbackTeamId: 'root', rules: list });

describe('decide', () => {
  it('takes the first rule that applies and has an eligible rep', () => {
    const set = rules(
      rule('fr', { condition: 'lead.country == "FR"' }),
      rule('skilled', { repCondition: '"pumps" in rep.skills' }),
      rule('german', { condition: 'lead.country == "DE"', repCondition: 'lead.country in rep.territories' }),
    );
    const verdict = decide(set, lead, [rep('b', { openLeads: 2 }), rep('a', { openLeads: 3 })], now);
    expect(verdict).toMatchObject({ ownerId: 'b', teamId: 'south', ruleId: 'german' });
    expect(verdict.candidates.map(({ repId, ruleId, rejectedBecause }) => [ruleId, repId, rejectedBecause])).toEqual([
      ['skilled', 'a', 'CONDITION'],
      ['skilled', 'b', 'CONDITION'],
      ['german', 'a', ''],
      ['german', 'b', ''],
    ]);
  });

  it('names why each rep was passed over', () => {
    const leave = { id: 'l', from: now, to: new Date(now.getTime() + 1) };
    const verdict = decide(
      rules(rule('all', { repCondition: 'rep.id != "x"' })),
      { ...lead, barredRepId: 'c', barredUntil: new Date(now.getTime() + 1) },
      [
        rep('a', { active: false }),
        rep('b', { leaves: [leave] }),
        rep('c'),
        rep('d', { capacityWeight: 0 }),
        rep('e', { openLeads: MAX_HOLDING }),
        rep('x'),
      ],
      now,
    );
    expect(verdict).toMatchObject({ ownerId: '', teamId: 'root', ruleId: '' });
    expect(verdict.candidates.map(({ rejectedBecause }) => rejectedBecause)).toEqual([
      'INACTIVE',
      'ON_LEAVE',
      'COOL_DOWN',
      'NO_CAPACITY',
      'HOLDING_LIMIT',
      'CONDITION',
    ]);
  });

  it('breaks a tie by the longest wait, then by id', () => {
    const reps = [rep('c', { lastAssignedMs: 5 }), rep('b', { lastAssignedMs: 3 }), rep('a', { lastAssignedMs: 3 })];
    expect(decide(rules(rule('r')), lead, reps, now).ownerId).toBe('a');
    const busy = reps.map((each) => (each.id === 'c' ? { ...each, lastAssignedMs: 1, openLeads: 9 } : each));
    expect(decide(rules(rule('r', { balance: 'ROUND_ROBIN' })), lead, busy, now).ownerId).toBe('c');
  });

  it('keeps the chosen rep among a bounded list of candidates', () => {
    const many = Array.from({ length: 1500 }, (_, index) => rep(`r${10_000 + index}`, { openLeads: 1500 - index }));
    const verdict = decide(rules(rule('r')), lead, many, now);
    expect(verdict.candidates).toHaveLength(1000);
    expect(verdict.candidates.some(({ repId }) => repId === verdict.ownerId)).toBe(true);
  });

  const someReps = fc.uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-z]{1,3}$/),
      teamId: fc.constantFrom('south', 'north'),
      territories: fc.subarray(['DE', 'FR']),
      skills: fc.constant<string[]>([]),
      capacityWeight: fc.constantFrom(0, 0.5, 1, 2),
      active: fc.boolean(),
      leaves: fc.constantFrom<Leave[]>([], [{ id: 'l', from: new Date(0), to: new Date(8e12) }]),
      openLeads: fc.nat(20),
      lastAssignedMs: fc.nat(5),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  );
  const someRules = fc.array(
    fc.record({
      condition: fc.constantFrom('true', 'false', 'lead.country == "DE"', '1 / 0 == 1'),
      teamIds: fc.subarray(['south', 'north'], { minLength: 1 }),
      repCondition: fc.constantFrom('', 'lead.country in rep.territories', 'rep.open_leads < 10'),
      balance: fc.constantFrom<Balance>('FEWEST_OPEN', 'ROUND_ROBIN'),
    }),
    { maxLength: 4 },
  );
  const setOf = (list: Omit<Rule, 'id'>[]) => rules(...list.map((each, index) => ({ ...each, id: `r${index}` })));

  it('gives the same verdict for the same facts, in whatever order they come', () => {
    fc.assert(
      fc.property(someRules, someReps, (list, reps) => {
        const verdict = decide(setOf(list), lead, reps, now);
        expect(decide(setOf(list), lead, [...reps].reverse(), now)).toEqual(verdict);
      }),
    );
  });

  it('never gives a lead to a rep who may not have it, and never passes over all who may', () => {
    fc.assert(
      fc.property(someRules, someReps, (list, reps) => {
        const verdict = decide(setOf(list), lead, reps, now);
        const chosen = reps.find(({ id }) => id === verdict.ownerId);
        const eligible = verdict.candidates.filter(({ rejectedBecause }) => rejectedBecause === '');
        expect(verdict.ownerId === '').toBe(eligible.length === 0);
        if (!chosen) return;
        expect(chosen).toMatchObject({ active: true, leaves: [] });
        expect(chosen.capacityWeight).toBeGreaterThan(0);
        const decided = list[Number(verdict.ruleId.slice(1))];
        expect(decided?.teamIds).toContain(chosen.teamId);
      }),
    );
  });

  it('keeps loads by weight within one lead of each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 60 }), (count, leads) => {
        const team = Array.from({ length: count }, (_, index) => rep(`r${index}`));
        for (let given = 1; given <= leads; given += 1) {
          const chosen = team.find(({ id }) => id === decide(rules(rule('r')), lead, team, now).ownerId) as RepFacts;
          chosen.openLeads += 1;
          chosen.lastAssignedMs = given;
        }
        const loads = team.map(({ openLeads }) => openLeads);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
