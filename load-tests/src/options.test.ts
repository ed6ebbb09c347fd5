import { readOptions } from './options';

const read = (...args: string[]) => readOptions(args, ['lookup', 'import'], 500_000);

describe('the flags of npm run bench', () => {
  it('are all optional', () => {
    expect(read()).toMatchObject({ only: [], json: undefined, seed: 1, sizes: { lookup: [10_000, 100_000] } });
  });

  it('choose measurements and sizes', () => {
    expect(read('--only', 'lookup,import', '--rows', '500')).toMatchObject({
      only: ['lookup', 'import'],
      sizes: { import: 500 },
    });
  });

  it.each([
    [['--only', 'speed'], /no measurement speed; there are lookup, import/],
    [['--rows', '12'], /--rows takes a whole number from 100 to 500000, not 12/],
    [['--customers', '1000,x'], /--customers takes/],
    [['--fast'], /fast/],
  ])('are refused in one sentence: %j', (args, fault) => {
    expect(() => read(...args)).toThrow(fault);
  });
});
