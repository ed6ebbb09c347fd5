import { expect, it } from 'vitest';
import type { LeadOwnership } from '../api/types';
import { toClaimable } from './claimable';

const lead: LeadOwnership = {
  leadId: 'c1',
  etag: '3',
  ownership: { ownerId: '', teamId: 'south', poolId: 'pool-south', cycle: 2, revision: '3' },
  poolReason: 'returned',
  poolTime: '2026-01-01T00:00:00Z',
  barredRepId: 'ann',
  barredUntil: '2026-01-08T00:00:00Z',
};

it('bars the former owner until the cool-down ends, and nobody else', () => {
  const before = Date.parse('2026-01-02T00:00:00Z');
  expect(toClaimable(lead, 'ann', before)).toMatchObject({ barredUntil: lead.barredUntil, reason: 'returned' });
  expect(toClaimable(lead, 'bob', before)).not.toHaveProperty('barredUntil');
  expect(toClaimable(lead, 'ann', Date.parse('2026-01-09T00:00:00Z'))).not.toHaveProperty('barredUntil');
});
