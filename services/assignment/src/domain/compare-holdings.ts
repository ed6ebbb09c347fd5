import { isClaimOf } from './claim-count';
import type { CountedClaim } from './claim-mark';
import type { Decision } from './decision';
import { decisionId } from './decision';
import { type Holding, isHeldBy, type OwnershipFacts } from './holding';
import type { LeadOwnership } from './ownership';
import type { Pool } from './pool';

/** A lead on which a holding and the ownership disagree. */
export interface HoldingDifference {
  repId: string;
  leadId: string;
  /**
   * missing: owned, but not in the holding · foreign: in the holding, but not owned ·
   * unsettled: owned, but only reserved · abandoned: a reservation that nobody settled in time.
   */
  kind: 'missing' | 'foreign' | 'unsettled' | 'abandoned';
}

/**
 * A claim on which the counts of the day and the decisions disagree. uncounted: it took place, but is not counted ·
 * overcounted: counted, but no decision tells of it.
 */
export interface ClaimDifference {
  repId: string;
  leadId: string;
  kind: 'uncounted' | 'overcounted';
}

/** A lead that lies where it must not: in a pool that is not there, closed or another team's, or nowhere at all. */
export interface PoolDifference {
  leadId: string;
  poolId: string;
  kind: 'astray';
}

type ClaimDecision = Pick<Decision, 'leadId' | 'cycle' | 'kind' | 'ownerId'>;

/** Counted claims of a rep for which there is no decision. */
export function overcounted(
  repId: string,
  claims: readonly CountedClaim[],
  decisions: ReadonlyMap<string, ClaimDecision>,
): ClaimDifference[] {
  return claims
    .filter(({ leadId, cycle }) => !isClaimOf(decisions.get(decisionId(leadId, cycle)), repId))
    .map(({ leadId }) => ({ repId, leadId, kind: 'overcounted' }));
}

/** Claims that took place and are counted nowhere; one that is reserved is settled soon. */
export function uncounted(
  decisions: readonly ClaimDecision[],
  holdings: ReadonlyMap<string, Pick<Holding, 'claims' | 'entries'>>,
): ClaimDifference[] {
  return decisions.flatMap(({ leadId, cycle, ownerId }) => {
    const holding = holdings.get(ownerId);
    const counted = holding?.claims?.some((claim) => claim.leadId === leadId && claim.cycle === cycle);
    const reserved = holding?.entries.some((entry) => entry.leadId === leadId && entry.claim?.cycle === cycle);
    return counted || reserved ? [] : [{ repId: ownerId, leadId, kind: 'uncounted' as const }];
  });
}

/** Leads without an owner that lie in none of the pools of their team. */
export function astray(
  leads: readonly (Pick<LeadOwnership, 'teamId' | 'poolId' | 'cycle'> & { _id: string })[],
  pools: ReadonlyMap<string, Pick<Pool, 'teamId' | 'closed'>>,
): PoolDifference[] {
  return leads
    .filter(({ teamId, poolId, cycle }) => {
      const pool = pools.get(poolId);
      return cycle > 0 && (!pool || pool.closed || pool.teamId !== teamId);
    })
    .map(({ _id, poolId }) => ({ leadId: _id, poolId, kind: 'astray' }));
}

/**
 * Compares holdings with ownerships. Reservations made after `settledBefore` belong to commands that may still run and
 * are passed over.
 */
export function compareHoldings(
  holdings: ReadonlyMap<string, Pick<Holding, 'entries'>>,
  ownerships: ReadonlyMap<string, OwnershipFacts>,
  settledBefore: Date,
): HoldingDifference[] {
  const differences: HoldingDifference[] = [];
  const seen = new Set<string>();
  for (const [repId, { entries }] of holdings) {
    for (const { leadId, state, reservedAt } of entries) {
      seen.add(`${repId}/${leadId}`);
      if (state === 'reserved' && reservedAt >= settledBefore) continue;
      const ownership = ownerships.get(leadId);
      const held = ownership !== undefined && isHeldBy(ownership, repId);
      if (state === 'reserved') differences.push({ repId, leadId, kind: held ? 'unsettled' : 'abandoned' });
      else if (!held) differences.push({ repId, leadId, kind: 'foreign' });
    }
  }
  for (const [leadId, ownership] of ownerships) {
    const repId = ownership.ownerId;
    if (repId !== '' && isHeldBy(ownership, repId) && !seen.has(`${repId}/${leadId}`)) {
      differences.push({ repId, leadId, kind: 'missing' });
    }
  }
  return differences;
}
