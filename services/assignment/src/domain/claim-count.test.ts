import fc from 'fast-check';
import { claimsOn, dayIn, hasQuota, MAX_COUNTED_CLAIMS } from './claim-count';
import { COUNTED_FOR_MS, counted } from './claim-mark';
import { type Holding, type HoldingEntry, isUnsettledClaim, reserve, settled } from './holding';

const now = new Date('2026-03-02T08:00:00Z');
const mark = (cycle = 2, poolId = 'p', day = '2026-03-02') => ({ poolId, day, cycle });

/** What one step of a claim does to the holding. */
const claim = (holding: Holding, leadId: string, perDay: number): Holding => {
  if (!hasQuota(holding, leadId, mark(), perDay, now)) return holding;
  const entries = reserve(holding.entries, leadId, 1, 1000, now, mark());
  return entries ? { ...holding, entries } : holding;
};
const settle = (holding: Holding, how: 'confirm' | 'remove', leadId: string, took: boolean): Holding => ({
  ...holding,
  ...settled(holding, how, leadId, 2, now, took),
});

describe('claims of a day', () => {
  it('never come to more than the quota, and those that took place are never forgotten', () => {
    const step = fc.record({
      leadId: fc.nat(30).map(String),
      act: fc.constantFrom('claim', 'won', 'won and left', 'lost', 'freed'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), fc.integer({ min: 1, max: 12 }), (steps, perDay) => {
        let holding: Holding = { entries: [] };
        const took = new Set<string>();
        for (const { leadId, act } of steps) {
          const reserved = holding.entries.some((each) => each.leadId === leadId && each.state === 'reserved');
          // A lead is claimed once in a cycle.
          if (act === 'claim' && !took.has(leadId)) holding = claim(holding, leadId, perDay);
          if (act === 'won' && reserved) holding = settle(holding, 'confirm', leadId, true);
          if (act === 'won and left' && reserved) holding = settle(holding, 'remove', leadId, true);
          if (act === 'lost' && reserved) holding = settle(holding, 'remove', leadId, false);
          if (act === 'freed' && !reserved) holding = settle(holding, 'remove', leadId, false);
          if (act.startsWith('won') && reserved) took.add(leadId);
          expect(claimsOn(holding, 'p', '2026-03-02')).toBeLessThanOrEqual(perDay);
          expect((holding.claims ?? []).map((each) => each.leadId).sort()).toEqual([...took].sort());
        }
      }),
    );
  });

  it('count for their pool and day only, and a repeated reservation counts once', () => {
    const holding = claim(claim({ entries: [] }, 'a', 5), 'a', 5);
    expect(claimsOn(holding, 'p', '2026-03-02')).toBe(1);
    expect(claimsOn(holding, 'q', '2026-03-02')).toBe(0);
    expect(claimsOn(holding, 'p', '2026-03-03')).toBe(0);
    expect(claimsOn(holding, 'p', '2026-03-02', 'a')).toBe(0);
  });

  it('are remembered for two days, and no more than so many', () => {
    const entry: HoldingEntry = {
      leadId: 'x',
      ownershipRevision: 1,
      state: 'reserved',
      reservedAt: now,
      claim: mark(),
    };
    const at = (ms: number, leadId: string) => ({ ...mark(), leadId, claimedAt: new Date(now.getTime() - ms) });
    const claims = [at(COUNTED_FOR_MS, 'old'), at(COUNTED_FOR_MS - 1, 'recent')];
    expect(counted(claims, entry, now).map(({ leadId }) => leadId)).toEqual(['recent', 'x']);
    expect(counted(counted([], entry, now), entry, now)).toHaveLength(1);
    const many = Array.from({ length: MAX_COUNTED_CLAIMS }, (_, index) => at(1, String(index)));
    expect(hasQuota({ entries: [], claims: many }, 'x', mark(2, 'other'), 0, now)).toBe(false);
    expect(hasQuota({ entries: [], claims: many.slice(1) }, 'x', mark(2, 'other'), 0, now)).toBe(true);
  });

  it('keep the mark when another command reserves on the same revision, not the place of an older one', () => {
    const { entries } = claim({ entries: [] }, 'a', 5);
    expect(reserve(entries, 'a', 1, 10, now)?.[0]?.claim).toEqual(mark());
    expect(isUnsettledClaim(entries, 'a', 1)).toBe(false);
    expect(isUnsettledClaim(entries, 'a', 2)).toBe(true);
    expect(isUnsettledClaim(entries, 'b', 2)).toBe(false);
  });

  it('belong to the day of the zone', () => {
    const late = new Date('2026-03-02T17:00:00Z');
    expect([
      dayIn('UTC', late),
      dayIn('Asia/Shanghai', late),
      dayIn('America/New_York', new Date('2026-03-02T03:00:00Z')),
    ]).toEqual(['2026-03-02', '2026-03-03', '2026-03-01']);
  });
});
