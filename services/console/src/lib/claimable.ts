import type { ClaimableLead, LeadOwnership } from '../api/types';

/** A lead of a pool's list as the day's list shows it. */
export function toClaimable(lead: LeadOwnership, repId: string, now: number): ClaimableLead {
  const { leadId, ownership, customer, poolReason, poolTime, barredRepId, barredUntil } = lead;
  const barred = repId !== '' && barredRepId === repId && barredUntil && Date.parse(barredUntil) > now;
  return {
    leadId,
    customerName: customer?.displayName ?? '',
    country: customer?.country ?? '',
    region: customer?.region ?? '',
    city: customer?.city ?? '',
    industry: customer?.industry ?? '',
    source: customer?.source ?? '',
    poolId: ownership?.poolId ?? '',
    teamId: ownership?.teamId ?? '',
    since: ownership?.since,
    poolTime,
    reason: poolReason,
    ...(barred ? { barredUntil } : {}),
  };
}
