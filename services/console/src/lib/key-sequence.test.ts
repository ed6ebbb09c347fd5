import { expect, it } from 'vitest';
import { followSequence } from './key-sequence';

it('completes g and a letter in time, and keeps other keys free', () => {
  expect(followSequence(undefined, 'c', 0)).toEqual({ used: false });
  const { next, used } = followSequence(undefined, 'g', 0);
  expect(used).toBe(true);
  expect(followSequence(next, 'c', 900)).toEqual({ letter: 'c', used: true });
  expect(followSequence(next, 'Shift', 900)).toEqual({ next, used: false });
  expect(followSequence(next, 'c', 2000)).toEqual({ used: false });
});
