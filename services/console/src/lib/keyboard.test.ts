import { describe, expect, it } from 'vitest';
import { nextRow, stepOf } from './keyboard';

describe('moving between rows', () => {
  it('starts at an end, stays within, and knows an empty list', () => {
    expect(nextRow(3, -1, 1)).toBe(0);
    expect(nextRow(3, -1, -1)).toBe(2);
    expect(nextRow(3, 2, 1)).toBe(2);
    expect(nextRow(3, 0, -1)).toBe(0);
    expect(nextRow(0, -1, 1)).toBe(-1);
  });
  it('goes by j, k and the arrows', () => {
    expect(['j', 'ArrowDown', 'k', 'ArrowUp', 'x'].map(stepOf)).toEqual([1, 1, -1, -1, undefined]);
  });
});
