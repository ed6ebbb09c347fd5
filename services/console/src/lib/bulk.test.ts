import { describe, expect, it } from 'vitest';
import { runBulk, undoBulk } from './bulk';

const rows = Array.from({ length: 20 }, (_, index) => index);
const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

describe('doing the same with many rows', () => {
  it('does a few at a time, all of them, and reports in order', async () => {
    let running = 0;
    let most = 0;
    const progress: number[] = [];
    const results = await runBulk(
      rows,
      async () => {
        running += 1;
        most = Math.max(most, running);
        await tick();
        running -= 1;
        return { outcome: 'done' };
      },
      { parallel: 3, onProgress: (finished) => progress.push(finished) },
    );
    expect(most).toBe(3);
    expect(results.map(({ row }) => row)).toEqual(rows);
    expect(progress).toEqual(rows.map((row) => row + 1));
  });

  it('keeps going after failures, and names them', async () => {
    const results = await runBulk(rows, async (row) => {
      if (row % 5 === 0) throw new Error(`no ${row}`);
      return { outcome: row % 2 === 0 ? 'unchanged' : 'done' };
    });
    const of = (outcome: string) => results.filter((result) => result.outcome === outcome).map(({ row }) => row);
    expect(of('failed')).toEqual([0, 5, 10, 15]);
    expect(of('done').length + of('unchanged').length).toBe(16);
  });

  it('begins nothing more once it is stopped', async () => {
    let finished = 0;
    const results = await runBulk(rows, async () => ({ outcome: 'done' }), {
      parallel: 2,
      onProgress: (count) => {
        finished = count;
      },
      stopped: () => finished >= 4,
    });
    expect(results.length).toBeGreaterThanOrEqual(4);
    expect(results.length).toBeLessThan(7);
  });

  it('takes back what was done, and nothing else', async () => {
    const undone: number[] = [];
    const results = await runBulk([1, 2, 3, 4], async (row) => {
      if (row === 1) throw new Error('no');
      if (row === 2) return { outcome: 'unchanged' };
      if (row === 3) return { outcome: 'done' };
      return { outcome: 'done', undo: async () => undone.push(row) };
    });
    expect((await undoBulk(results)).map(({ row }) => row)).toEqual([4]);
    expect(undone).toEqual([4]);
  });
});
