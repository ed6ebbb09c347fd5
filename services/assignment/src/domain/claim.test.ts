import { claimRefusal } from './claim';
import { type LeadOwnership, undecided } from './ownership';

const now = new Date('2026-03-02T08:00:00Z');
const attributes = {} as LeadOwnership['attributes'];
const pooled: LeadOwnership = {
  ...undecided(attributes, 'creator'),
  teamId: 'south',
  teamPath: ['south'],
  poolId: 'pool-south',
  cycle: 1,
};
const rep = { id: 'ann', teamId: 'south', active: true, leaves: [] };
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
    expect(claimRefusal(ownership, claimant, now)?.reason).toBe(reason);
  });
});
