import { type ClaimMark, recent } from './claim-mark';
import type { Decision } from './decision';
import type { Holding } from './holding';

/** Most claims that a holding remembers; more in two days are refused. */
export const MAX_COUNTED_CLAIMS = 1000;
/** Claims out of a pool on a day: those that took place, and those that are reserved and may yet. */
export function claimsOn(holding: Holding, poolId: string, day: string, exceptLeadId = ''): number {
  const counts = (mark: ClaimMark) => mark.poolId === poolId && mark.day === day;
  const taken = (holding.claims ?? []).filter(counts).length;
  const reserved = holding.entries.filter(
    ({ leadId, state, claim }) => leadId !== exceptLeadId && state === 'reserved' && claim && counts(claim),
  ).length;
  return taken + reserved;
}

/** Whether one more claim may be reserved. */
export function hasQuota(holding: Holding, leadId: string, mark: ClaimMark, perDay: number, now: Date): boolean {
  const remembered = recent(holding.claims ?? [], now).length + holding.entries.filter(({ claim }) => claim).length;
  if (remembered >= MAX_COUNTED_CLAIMS) return false;
  return perDay === 0 || claimsOn(holding, mark.poolId, mark.day, leadId) < perDay;
}

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
