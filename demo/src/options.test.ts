import { readOptions } from './options';

describe('the flags of the demo', () => {
  it('have defaults', () => {
    expect(readOptions([])).toMatchObject({ exit: false, chaos: false, seed: 1 });
  });

  it.each([
    [['--seed', 'x'], /--seed takes a whole number/],
    [['--seed=-1'], /--seed takes a whole number/],
    [['--sabotage', 'fire'], /--sabotage takes one of remove-event/],
    [['--fast'], /Unknown option '--fast'/],
  ])('refuse %j in a sentence', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
