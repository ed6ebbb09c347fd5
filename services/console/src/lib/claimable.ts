import type { ClaimableLead, LeadOwnership } from '../api/types';

/** A lead of a pool's list as the day's list shows it. */
export function toClaimable(lead: LeadOwnership, repId: string, now: number): ClaimableLead {
  const { leadId, ownership, customer, poolReason, poolTime, barredRepId, barredUntil, traits } = lead;
  const barred = repId !== '' && barredRepId === repId && barredUntil && Date.parse(barredUntil) > now;
  return {
    leadId,
    customerName: customer?.displayName ?? '',
    country: customer?.country ?? '',
    // A customer that is not in the person's sight before the claim is told by what the pools know of it.
    region: customer?.region ?? traits?.region ?? '',
    city: customer?.city ?? '',
    industry: customer?.industry ?? traits?.industry ?? '',
    source: customer?.source ?? '',
    poolId: ownership?.poolId ?? '',
    teamId: ownership?.teamId ?? '',
    since: ownership?.since,
    poolTime,
    reason: poolReason,
    ...(barred ? { barredUntil } : {}),
  };
}
