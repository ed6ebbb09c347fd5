/** A claim that is counted: out of which pool, on which day of the team's calendar, and the cycle that it begins. */
export interface ClaimMark {
  poolId: string;
  /** `YYYY-MM-DD`. */
  day: string;
  cycle: number;
}

/** A claim that took place. */
export interface CountedClaim extends ClaimMark {
  leadId: string;
  claimedAt: Date;
}

/** Longer than any day anywhere: what is older counts in no zone's today. */
export const COUNTED_FOR_MS = 2 * 86_400_000;

interface Reservation {
  leadId: string;
  reservedAt: Date;
  claim?: ClaimMark;
}

/** The claims with one that took place; those that count no more are left out. */
export function counted(claims: readonly CountedClaim[], entry: Reservation, now: Date): CountedClaim[] {
  const kept = recent(claims, now);
  const { leadId, claim, reservedAt } = entry;
  if (!claim || kept.some((each) => each.leadId === leadId && each.cycle === claim.cycle)) return kept;
  const { poolId, day, cycle } = claim;
  return [...kept, { poolId, day, cycle, leadId, claimedAt: reservedAt }];
}

export const recent = (claims: readonly CountedClaim[], now: Date) =>
  claims.filter(({ claimedAt }) => now.getTime() - claimedAt.getTime() < COUNTED_FOR_MS);
