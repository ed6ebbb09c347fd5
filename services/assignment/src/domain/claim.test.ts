import { claimRefusal } from './claim';
import { type LeadOwnership, undecided } from './ownership';
import { DEFAULT_TERMS, type PoolTerms } from './pool';

const now = new Date('2026-03-02T08:00:00Z');
const attributes = {} as LeadOwnership['attributes'];
const pooled: LeadOwnership = {
  ...undecided(attributes, 'creator'),
  teamId: 'south',
  teamPath: ['south'],
  poolId: 'pool-south',
  cycle: 1,
};
const rep = { id: 'ann', teamId: 'south', teamPath: ['asia', 'south'], active: true, leaves: [], skills: ['pumps'] };
const pool = { _id: 'pool-south', teamId: 'south', closed: false };
const later = new Date(now.getTime() + 1000);
const decision = (kind: string) => ({ kind }) as NonNullable<LeadOwnership['decision']>;

describe('claimRefusal', () => {
  it.each([
    [undefined, pooled, rep],
    ['ALREADY_CLAIMED', { ...pooled, poolId: '', ownerId: 'bob' }, rep],
    ['ALREADY_CLAIMED', { ...pooled, poolId: '', ownerId: 'ann', decision: decision('CLAIM') }, rep],
    ['NOT_IN_POOL', { ...pooled, poolId: '', ownerId: 'ann', decision: decision('RULES') }, rep],
    ['NOT_IN_POOL', { ...pooled, closedAs: 'lost' as const }, rep],
    ['NOT_IN_POOL', undecided(attributes, 'creator'), rep],
    ['NOT_MEMBER', pooled, { ...rep, teamId: 'north' }],
    ['REP_INACTIVE', pooled, { ...rep, active: false }],
    ['REP_ON_LEAVE', pooled, { ...rep, leaves: [{ id: 'l', from: now, to: later }] }],
    ['COOL_DOWN', { ...pooled, barredRepId: 'ann', barredUntil: later }, rep],
    [undefined, { ...pooled, barredRepId: 'bob', barredUntil: later }, rep],
    [undefined, { ...pooled, barredRepId: 'ann', barredUntil: now }, rep],
  ])('%s', (reason, ownership, claimant) => {
    expect(claimRefusal(ownership, claimant, pool, DEFAULT_TERMS, now)?.reason).toBe(reason);
  });

  const above = { ...pool, _id: 'pool-asia', teamId: 'asia' };
  const terms = (some: Partial<PoolTerms>) => ({ ...DEFAULT_TERMS, ...some });
  it.each([
    ['POOL_CLOSED', { ...pool, closed: true }, DEFAULT_TERMS],
    ['POOL_CLOSED', null, DEFAULT_TERMS],
    ['NOT_MEMBER', above, DEFAULT_TERMS],
    [undefined, above, terms({ claimers: 'TREE' })],
    ['NOT_MEMBER', { ...pool, teamId: 'north' }, terms({ claimers: 'TREE' })],
    [undefined, { ...pool, teamId: 'north' }, terms({ claimers: 'NAMED', claimerRepIds: ['bob', 'ann'] })],
    ['NOT_ALLOWED', pool, terms({ claimers: 'NAMED', claimerRepIds: ['bob'] })],
    [undefined, pool, terms({ requiredSkills: ['pumps'] })],
    ['NOT_ALLOWED', pool, terms({ requiredSkills: ['pumps', 'chinese'] })],
  ] as const)('%s by the terms of the pool', (reason, door, some) => {
    expect(claimRefusal(pooled, rep, door, some, now)?.reason).toBe(reason);
  });
});
