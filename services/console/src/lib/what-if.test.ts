import { describe, expect, it } from 'vitest';
import type { WhatIf, WhatIfRep } from '../api/what-ifs';
import { barShare, largestDifference, nextOrder, progressShare, readDays, sortReps } from './what-if';

const rep = (repId: string, leadsBefore: number, leadsAfter: number): WhatIfRep => ({
  repId,
  leadsBefore,
  leadsAfter,
  peakOpenBefore: 0,
  peakOpenAfter: leadsAfter,
  capacityWeight: 1,
  missRate: 0.1,
});
const reps = [rep('ann', 5, 2), rep('bob', 0, 3), rep('cat', 1, 1)];
const names: Record<string, string> = { ann: 'Zoe', bob: 'Bob', cat: 'Cat' };
const order = (column: Parameters<typeof nextOrder>[1], descending: boolean) =>
  sortReps(reps, { column, descending }, (id) => names[id] ?? id).map(({ repId }) => repId);

describe('the comparison rep by rep', () => {
  it('is sorted by each of its columns, equal ones by name', () => {
    expect(order('rep', false)).toEqual(['bob', 'cat', 'ann']);
    expect(order('rep', true)).toEqual(['ann', 'cat', 'bob']);
    expect(order('difference', true)).toEqual(['bob', 'cat', 'ann']);
    expect(order('before', false)).toEqual(['bob', 'cat', 'ann']);
    expect(order('weight', true)).toEqual(['bob', 'cat', 'ann']);
  });
  it('begins with the largest and turns round at the second click', () => {
    const first = nextOrder({ column: 'rep', descending: false }, 'after');
    expect(first).toEqual({ column: 'after', descending: true });
    expect(nextOrder(first, 'after')).toEqual({ column: 'after', descending: false });
  });
  it('has bars beside the longest one', () => {
    expect(largestDifference(reps)).toBe(3);
    expect([barShare(-3, 3), barShare(1, 4), barShare(0, 0)]).toEqual([1, 0.25, 0]);
  });
});

it('knows how far a what-if is', () => {
  const job = (decidedCount: number, totalCount: number) => progressShare({ decidedCount, totalCount } as WhatIf);
  expect([job(0, 0), job(1, 4), job(5, 4)]).toEqual([undefined, 0.25, 1]);
});

it('takes whole numbers of days only', () => {
  expect(['7', ' 366 ', '0', '367', '-1', '1.5', ''].map(readDays)).toEqual([7, 366, ...Array(5).fill(undefined)]);
});
