import fc from 'fast-check';
import { dueStep, finished, planFor, postponed, type RecyclePlan, recycleReason, warned } from './recycle-plan';

const DAY = 86_400_000;
const start = new Date('2026-03-02T08:00:00Z');
const day = (count: number) => new Date(start.getTime() + count * DAY);
const owned = { cycle: 2, ownerId: 'ann', teamId: 'south' };
const terms = (recycleDays: number, warnDays = 0) => ({ recycleDays, warnDays });
const after = (plan: RecyclePlan, { set }: { set: Partial<RecyclePlan> }) => ({ ...plan, ...set }) as RecyclePlan;

describe('recycle plan', () => {
  it('counts the days from the beginning of the cycle, and from each contact', () => {
    const plan = planFor(owned, terms(10, 3), start, null, start);
    expect(plan).toMatchObject({ recycleAt: day(10), warnAt: day(7), dueAt: day(7) });
    const later = planFor(owned, terms(10, 3), day(4), plan, day(4));
    expect(later).toMatchObject({ contactAt: day(4), recycleAt: day(14), warnAt: day(11) });
    expect(planFor(owned, terms(10, 3), day(1), later, day(5))).toBe(later);
  });

  it('is nothing without days, and begins anew with a cycle', () => {
    expect(planFor(owned, terms(0), start, null, start).dueAt).toBeUndefined();
    const plan = planFor(owned, terms(10), day(3), null, day(3));
    expect(planFor({ ...owned, cycle: 3, ownerId: 'bob' }, terms(10), day(1), plan, day(3)).recycleAt).toEqual(day(11));
  });

  it('gives nobody up under protection, and says that it was the protection that ended', () => {
    const plan = planFor({ ...owned, protectedUntil: day(20) }, terms(10, 2), start, null, start);
    expect(plan).toMatchObject({ recycleAt: day(20), warnAt: day(18) });
    expect(recycleReason(plan)).toBe('protection_ended');
    expect(recycleReason(planFor({ ...owned, protectedUntil: day(2) }, terms(10), start, null, start))).toBe(
      'not_contacted',
    );
  });

  it('leaves the days of the warning when terms come after the silence, and does not move with each look', () => {
    const plan = planFor(owned, terms(10, 3), start, null, day(50));
    expect(plan).toMatchObject({ recycleAt: day(53), warnAt: day(50) });
    expect(planFor(owned, terms(10, 3), start, plan, day(51))).toBe(plan);
  });

  it('warns once, in time or with its days made up for', () => {
    const plan = planFor(owned, terms(10, 3), start, null, start);
    expect([dueStep(plan, day(6)), dueStep(plan, day(7)), dueStep(plan, day(20))]).toEqual(['nothing', 'warn', 'warn']);
    const inTime = warned('lead', plan, day(8));
    expect(inTime.events).toEqual([
      {
        type: 'crm.assignment.lead.recycle_warned.v1',
        subject: 'lead',
        data: { ownerId: 'ann', teamId: 'south', cycle: 2, recycleTime: day(10).toISOString() },
      },
    ]);
    expect([dueStep(after(plan, inTime), day(9)), dueStep(after(plan, inTime), day(10))]).toEqual([
      'nothing',
      'recycle',
    ]);
    expect(after(plan, warned('lead', plan, day(12))).recycleAt).toEqual(day(15));
    expect(dueStep(after(plan, postponed(day(10))), day(10))).toBe('nothing');
    expect(dueStep(after(after(plan, inTime), postponed(day(10))), day(11))).toBe('recycle');
    expect(dueStep(after(plan, finished()), day(99))).toBe('nothing');
  });

  it('never recycles before the days, the protection and the warning are over', () => {
    const numbers = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(numbers, fc.nat(30), fc.option(numbers), fc.nat(90), (days, warn, protection, looked) => {
        const warnDays = Math.min(warn, days - 1);
        const held = { ...owned, ...(protection ? { protectedUntil: day(protection) } : {}) };
        const plan = planFor(held, terms(days, warnDays), start, null, day(looked));
        const first =
          plan.warnAt && dueStep(plan, day(200)) === 'warn' ? after(plan, warned('l', plan, plan.warnAt)) : plan;
        const at = first.recycleAt?.getTime() ?? 0;
        expect(at).toBeGreaterThanOrEqual(day(Math.max(days, protection ?? 0, looked + warnDays)).getTime());
      }),
    );
  });
});
