import type { Decision } from './decision';

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

/** What of a holding counts claims. */
interface Counting {
  entries: readonly { leadId: string; state: string; claim?: ClaimMark }[];
  claims?: CountedClaim[];
}

/** Most claims that a holding remembers; more in two days are refused. */
export const MAX_COUNTED_CLAIMS = 1000;
/** Longer than any day anywhere: what is older counts in no zone's today. */
export const COUNTED_FOR_MS = 2 * 86_400_000;

/** Claims out of a pool on a day: those that took place, and those that are reserved and may yet. */
export function claimsOn(holding: Counting, poolId: string, day: string, exceptLeadId = ''): number {
  const counts = (mark: ClaimMark) => mark.poolId === poolId && mark.day === day;
  const taken = (holding.claims ?? []).filter(counts).length;
  const reserved = holding.entries.filter(
    ({ leadId, state, claim }) => leadId !== exceptLeadId && state === 'reserved' && claim && counts(claim),
  ).length;
  return taken + reserved;
}

/** Whether one more claim may be reserved. */
export function hasQuota(holding: Counting, leadId: string, mark: ClaimMark, perDay: number, now: Date): boolean {
  const remembered = recent(holding.claims ?? [], now).length + holding.entries.filter(({ claim }) => claim).length;
  if (remembered >= MAX_COUNTED_CLAIMS) return false;
  return perDay === 0 || claimsOn(holding, mark.poolId, mark.day, leadId) < perDay;
}

/** The claims with one that took place; those that count no more are left out. */
export function counted(
  claims: readonly CountedClaim[],
  entry: { leadId: string; claim?: ClaimMark; reservedAt: Date },
  now: Date,
): CountedClaim[] {
  const kept = recent(claims, now);
  const { leadId, claim, reservedAt } = entry;
  if (!claim || kept.some((each) => each.leadId === leadId && each.cycle === claim.cycle)) return kept;
  const { poolId, day, cycle } = claim;
  return [...kept, { poolId, day, cycle, leadId, claimedAt: reservedAt }];
}

const recent = (claims: readonly CountedClaim[], now: Date) =>
  claims.filter(({ claimedAt }) => now.getTime() - claimedAt.getTime() < COUNTED_FOR_MS);

/** Whether the decision that began the cycle is this rep's claim. */
export const isClaimOf = (decision: Pick<Decision, 'kind' | 'ownerId'> | null | undefined, repId: string) =>
  decision?.kind === 'CLAIM' && decision.ownerId === repId;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The day in a time zone, `YYYY-MM-DD`. */
export function dayIn(timeZone: string, now: Date): string {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(now);
}
