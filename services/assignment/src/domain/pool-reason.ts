/** Why a lead lies in a pool. */
export const POOL_REASONS = [
  'first_contact_missed',
  'no_eligible_rep',
  'returned',
  'released',
  'imported',
  'not_contacted',
  'protection_ended',
  'lost',
  'moved',
] as const;
export type PoolReason = (typeof POOL_REASONS)[number];
