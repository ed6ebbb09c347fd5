import { alternately } from './alternately';
import { rateOf } from './callers';

describe('measuring in turn', () => {
  it('measures floor and ours one after the other and answers the medians', async () => {
    const order: string[] = [];
    const rates = { floor: [10, 30, 20], ours: [3, 1, 2] };
    const of = (kind: 'floor' | 'ours') => async (run: number) => {
      order.push(kind);
      return rates[kind][run] as number;
    };
    const pair = await alternately(3, { floor: of('floor'), ours: of('ours') }, () => undefined);
    expect(order).toEqual(['floor', 'ours', 'floor', 'ours', 'floor', 'ours']);
    expect(pair).toMatchObject({ floor: 20, ours: 2, runs: [{ floor: 10, ours: 3 }, { floor: 30 }, { ours: 2 }] });
  });

  it('does each thing once, by as many callers as asked for', async () => {
    const done: number[] = [];
    let [now, most] = [0, 0];
    await rateOf(4, 20, async (index) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      done.push(index);
      now -= 1;
    });
    expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(most).toBe(4);
  });

  it('fails when one thing fails', async () => {
    await expect(rateOf(2, 3, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });
});
