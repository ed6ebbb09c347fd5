import { DEFAULT_TERMS, defaultPool, lostPoolOf, poolOf, termsFor } from './pool';

const pool = (_id: string, some: Partial<ReturnType<typeof defaultPool>> = {}) => ({
  ...defaultPool('south'),
  _id,
  ...some,
});
const home = pool('pool-south');
const lead = { region: 'Bavaria', productLine: 'pumps' };

describe('pools', () => {
  it.each([
    ['pool-south', []],
    ['pool-south', [pool('by-name')]],
    ['pool-south', [pool('elsewhere', { regions: ['Hesse'] })]],
    ['bavaria', [pool('bavaria', { regions: ['Hesse', 'Bavaria'] })]],
    ['pumps', [pool('pumps', { productLines: ['pumps'] }), pool('by-name')]],
    [
      'both',
      [pool('bavaria', { regions: ['Bavaria'] }), pool('both', { regions: ['Bavaria'], productLines: ['pumps'] })],
    ],
    [
      'bavaria',
      [pool('bavaria', { regions: ['Bavaria'] }), pool('both', { regions: ['Bavaria'], productLines: ['fans'] })],
    ],
    ['a', [pool('b', { regions: ['Bavaria'] }), pool('a', { productLines: ['pumps'] })]],
    ['pool-south', [pool('bavaria', { regions: ['Bavaria'], closed: true })]],
  ])('%s takes the lead', (expected, pools) => {
    expect(poolOf([home, ...pools], lead)?._id).toBe(expected);
    expect(poolOf([...pools, home], lead)?._id).toBe(expected);
  });

  it('keeps lost leads only where pools take them', () => {
    expect(lostPoolOf([home, pool('bavaria', { regions: ['Bavaria'] })], lead)).toBeUndefined();
    const second = pool('second-chance', { takesLost: true });
    expect(lostPoolOf([home, second], lead)?._id).toBe('second-chance');
    const here = pool('bavaria', { regions: ['Bavaria'], takesLost: true });
    expect(lostPoolOf([home, second, here], lead)?._id).toBe('bavaria');
    expect(lostPoolOf([home, { ...second, closed: true }], lead)).toBeUndefined();
    expect(lostPoolOf([pool('hesse', { regions: ['Hesse'], takesLost: true })], lead)).toBeUndefined();
  });

  it('has terms for each value level, and takes from the team what they leave open', () => {
    const high = { valueLevel: 'VALUE_LEVEL_HIGH', terms: { ...DEFAULT_TERMS, recycleDays: 5, holdingLimit: 3 } };
    const graded = pool('graded', {
      terms: { ...DEFAULT_TERMS, recycleDays: 30, coolDownSeconds: 9 },
      levelTerms: [high],
    });
    const team = { coolDownSeconds: 60, holdingLimit: 20 };
    expect(termsFor(graded, team, 'VALUE_LEVEL_HIGH')).toMatchObject({
      recycleDays: 5,
      holdingLimit: 3,
      coolDownSeconds: 60,
    });
    expect(termsFor(graded, team, 'VALUE_LEVEL_LOW')).toMatchObject({
      recycleDays: 30,
      holdingLimit: 20,
      coolDownSeconds: 9,
    });
    expect(termsFor(graded, undefined, '')).toMatchObject({ holdingLimit: 200 });
  });
});
