import fc from 'fast-check';
import { choose, type PlanFacts, type ReceiverFacts, type ReceiverPlan } from './handover-plan';

const now = new Date('2026-11-28T08:00:00Z');
const rep = (id: string, facts: Partial<ReceiverFacts> = {}): ReceiverFacts => ({
  id,
  active: true,
  leaves: [],
  capacityWeight: 1,
  load: 0,
  planned: 0,
  ...facts,
});
const facts = (reps: ReceiverFacts[], managerId = ''): PlanFacts => ({
  fromRepId: 'ann',
  reps: new Map(reps.map((each) => [each.id, each])),
  teamRepIds: reps.map(({ id }) => id),
  managerId,
  now,
});
const plan = (given: Partial<ReceiverPlan> = {}): ReceiverPlan => ({
  named: [],
  leadsTo: '',
  customersTo: '',
  rule: 'LEAST_LOAD',
  shares: [],
  ...given,
});
const leads = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ leadId: `lead-${index}`, openLead: index % 3 !== 0 }));
const sums = (chosen: ReturnType<typeof choose>) => {
  const found: Record<string, number> = {};
  for (const { choice } of chosen) {
    const key = 'repId' in choice ? choice.repId : choice.refused;
    found[key] = (found[key] ?? 0) + 1;
  }
  return found;
};

describe('who receives what', () => {
  it('goes by name first, then by kind, then by the rule', () => {
    const given = plan({ named: [{ leadId: 'lead-0', repId: 'bob' }], customersTo: 'carl' });
    const chosen = choose(given, leads(4), facts([rep('bob'), rep('carl'), rep('dora', { load: -9 })]));
    expect(chosen.map(({ choice }) => choice)).toEqual([
      { repId: 'bob' },
      { repId: 'dora' },
      { repId: 'dora' },
      { repId: 'carl' },
    ]);
  });

  it('never goes to somebody who left, is away, or has no capacity; the manager takes what nobody can', () => {
    const away = [{ id: 'x', from: new Date('2026-11-01'), to: new Date('2026-12-31') }];
    const nobody = [
      rep('bob', { active: false }),
      rep('carl', { leaves: away }),
      rep('dora', { capacityWeight: 0 }),
      rep('ann'),
    ];
    expect(sums(choose(plan(), leads(3), facts(nobody)))).toEqual({ NO_RECEIVER: 3 });
    expect(sums(choose(plan(), leads(3), facts([...nobody, rep('mia', { capacityWeight: 0 })], 'mia')))).toEqual({
      mia: 3,
    });
    expect(sums(choose(plan({ leadsTo: 'bob', customersTo: 'bob' }), leads(3), facts(nobody)))).toEqual({
      RECEIVER_INACTIVE: 3,
    });
  });

  it('follows the shares to within one', () => {
    const shares = [
      { repId: 'bob', weight: 3 },
      { repId: 'carl', weight: 1 },
    ];
    const chosen = choose(plan({ rule: 'SHARES', shares }), leads(101), facts([rep('bob'), rep('carl')]));
    expect(sums(chosen)).toEqual({ bob: 76, carl: 25 });
  });

  it('gives each to one, and leaves no able rep more than one behind another (property)', () => {
    const reps = fc.uniqueArray(fc.constantFrom('bob', 'carl', 'dora', 'eve', 'ann'), { minLength: 1, maxLength: 5 });
    const loads = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(reps, loads, fc.integer({ min: 0, max: 60 }), (ids, held, count) => {
        const all = ids.map((id, index) => rep(id, { load: held[index] ?? 0 }));
        const chosen = choose(plan(), leads(count), facts(all));
        expect(chosen.map(({ item }) => item)).toEqual(leads(count));
        const got = sums(chosen);
        expect(got.ann).toBeUndefined();
        expect(Object.values(got).reduce((sum, each) => sum + each, 0)).toBe(count);
        const after = all.filter(({ id }) => id !== 'ann').map(({ id, load }) => [load + (got[id] ?? 0), got[id] ?? 0]);
        const least = Math.min(...after.map(([load]) => load as number));
        // Whoever got one had no more than the others when it was given.
        for (const [load, given] of after) if ((given as number) > 0) expect(load).toBeLessThanOrEqual(least + 1);
        // The same facts give the same choice.
        expect(choose(plan(), leads(count), facts(all))).toEqual(chosen);
      }),
    );
  });
});
