import { type Holding, isHeldBy, type OwnershipFacts } from './holding';

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
