import { describe, expect, it } from 'vitest';
import { progressOf } from './import-progress';

const START = '2026-01-01T00:00:00Z';
const at = (seconds: number) => Date.parse(START) + seconds * 1000;

describe('the progress of an import', () => {
  it('tells share, pace and time left', () => {
    const run = { rowsDone: 2500, rowCount: 10_000, startTime: START };
    expect(progressOf(run, at(5))).toEqual({ share: 0.25, perSecond: 500, leftMs: 15_000 });
  });

  it('promises nothing before there is a pace, nor for no rows', () => {
    expect(progressOf({ rowsDone: 0, rowCount: 10, startTime: START }, at(1))).toEqual({ share: 0 });
    expect(progressOf({ rowsDone: 5, rowCount: 10, startTime: START }, at(-1))).toEqual({ share: 0.5 });
    expect(progressOf({ rowsDone: 0, rowCount: 0 }, at(0))).toEqual({ share: 1 });
  });
});
