import { describe, expect, it } from 'vitest';
import type { Pool } from '../api/types';
import { emptyPool, emptyTerms, levelPath, levelsOf, poolDraftOf, toPool } from './pool-draft';
import { isDefaultPool, mayClaim, poolNameOf } from './pool-names';

const TERMS: Pool['terms'] = {
  recycleDays: 30,
  warnDays: 3,
  exemptDraftOrders: true,
  claimers: 'CLAIMERS_NAMED',
  claimerRepIds: ['ann'],
  requiredSkills: ['pumps', 'chinese'],
  claimsPerDay: 5,
  holdingLimit: 0,
  coolDownSeconds: '129600',
  protectionDays: 7,
  maskedFields: ['phone', 'display_name'],
};
const POOL: Pool = {
  id: 'bavaria',
  etag: '3',
  teamId: 'south',
  leadCount: 0,
  displayName: 'Bavaria',
  regions: ['Bavaria', '巴伐利亚'],
  productLines: [],
  state: 'POOL_STATE_OPEN',
  terms: TERMS,
  levelTerms: [{ valueLevel: 'VALUE_LEVEL_HIGH', terms: { ...TERMS, maskedFields: ['nothing'] } }],
  takesLost: true,
};

describe('a pool that is typed', () => {
  it('comes back as it was', () => {
    const { body, faults } = toPool(poolDraftOf(POOL, 'r'));
    const { etag: _, leadCount: __, state: ___, ...values } = POOL;
    expect(faults).toEqual({});
    expect(body).toEqual(values);
  });

  it('takes commas of both languages, days and their parts, and says nothing for what is empty', () => {
    const draft = { ...emptyPool('south', 'r'), regions: ' Hesse，Saxony、Hesse ,', id: ' new ' };
    draft.terms = { ...emptyTerms(), coolDownDays: '0,5', claimsPerDay: ' 4 ' };
    const { body, faults } = toPool(draft);
    expect(faults).toEqual({});
    expect(body).toMatchObject({ id: 'new', regions: ['Hesse', 'Saxony'], levelTerms: [] });
    expect(body.terms).toMatchObject({ coolDownSeconds: '43200', claimsPerDay: 4, recycleDays: 0 });
    expect(body.terms.maskedFields).toEqual(['phone', 'email', 'address']);
    expect(toPool({ ...draft, terms: { ...draft.terms, masks: [] } }).body.terms.maskedFields).toEqual(['nothing']);
  });

  it('names what is no number, where the API would name it', () => {
    const draft = poolDraftOf(POOL, 'r');
    draft.terms = { ...draft.terms, recycleDays: 'soon', coolDownDays: 'a day' };
    draft.levels = { ...draft.levels, VALUE_LEVEL_LOW: { ...emptyTerms(), holdingLimit: '1.5' } };
    expect(levelsOf(draft)).toEqual(['VALUE_LEVEL_LOW', 'VALUE_LEVEL_HIGH']);
    expect(toPool(draft).faults).toEqual({
      'terms.recycleDays': 'must be a whole number',
      'terms.coolDownSeconds': 'must be a number',
      [`${levelPath(0)}.holdingLimit`]: 'must be a whole number',
    });
  });
});

describe('a pool', () => {
  it('is called by its name, or by its team', () => {
    const t = ((key: string, values: object) => `${key} ${JSON.stringify(values)}`) as never;
    const home = { ...POOL, id: 'pool-south', displayName: '' };
    expect(poolNameOf('bavaria', [POOL], {}, t)).toBe('Bavaria');
    expect(poolNameOf('pool-south', [home], { south: 'South' }, t)).toBe('pool.defaultOf {"team":"South"}');
    expect(poolNameOf('closed', [POOL], {}, t)).toBe('closed');
    expect([isDefaultPool(home), isDefaultPool(POOL)]).toEqual([true, false]);
  });

  it('offers a claim to those whom its terms let in', () => {
    const ann = { rep: 'ann', team: 'south' };
    const allowance = { refusal: '', claimsToday: 0, claimsPerDay: 0, held: 0, holdingLimit: 9 };
    expect(mayClaim({ team: 'south' }, { ...POOL, allowance }, 'south')).toBe(false);
    expect(mayClaim(ann, { ...POOL, allowance }, 'north')).toBe(true);
    expect(mayClaim(ann, { ...POOL, allowance: { ...allowance, refusal: 'NOT_ALLOWED' } }, 'south')).toBe(false);
    expect([mayClaim(ann, undefined, 'south'), mayClaim(ann, undefined, 'north')]).toEqual([true, false]);
  });
});
