import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { VisitRunner } from './visit-runner';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function make(lefts: boolean[]) {
  const state = { online: true, passes: 0 };
  const pass = async () => ({ sent: [], refused: [], left: lefts[state.passes++] ?? false });
  const runner = new VisitRunner({ pass, onPass: () => undefined, isOnline: () => state.online, random: () => 0.5 });
  return { state, runner };
}

it('tries again after growing pauses while something is left', async () => {
  const { state, runner } = make([true, true, false]);
  runner.now();
  await vi.advanceTimersByTimeAsync(5999);
  expect(state.passes).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(state.passes).toBe(2);
  await vi.advanceTimersByTimeAsync(12_000);
  expect(state.passes).toBe(3);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(state.passes).toBe(3);
});

it('tries nothing without a network, and at once when it is back', async () => {
  const { state, runner } = make([]);
  state.online = false;
  runner.now();
  runner.soon();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.passes).toBe(0);
  state.online = true;
  runner.now();
  await vi.advanceTimersByTimeAsync(0);
  expect(state.passes).toBe(1);
});

it('makes one pass at a time, and one more when it was asked meanwhile', async () => {
  const { state, runner } = make([]);
  runner.now();
  runner.now();
  runner.now();
  await vi.advanceTimersByTimeAsync(0);
  expect(state.passes).toBe(2);
  runner.stop();
  runner.now();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.passes).toBe(2);
});
