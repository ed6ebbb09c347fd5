import type { Findings } from './findings';
import type { Snapshot } from './snapshot';

const TAKEN = ['crm.assignment.lead.assigned.v1', 'crm.assignment.lead.claimed.v1'];

/** Every lead has one owner or pool, each cycle one cause, and reps hold exactly what they own. */
export function checkOwnership(snapshot: Snapshot, findings: Findings): void {
  const log = snapshot.logs.assignment;
  const ownerships = new Map(snapshot.ownerships.map((ownership) => [ownership._id, ownership]));
  for (const customer of snapshot.customers) {
    const ownership = ownerships.get(customer._id);
    if (!ownership) {
      findings.dropped(`ownership of ${customer.displayName}`);
      continue;
    }
    const { ownerId, poolId, cycle } = ownership;
    if (ownerId === '' && poolId === '') findings.dropped(`owner or pool of ${customer.displayName}`);
    if (ownerId !== '' && poolId !== '') findings.doubled(`owner and pool of ${customer.displayName}`);
    const copy = customer.ownership;
    if (copy.ownerId !== ownerId || copy.poolId !== poolId || copy.cycle !== cycle) {
      findings.dropped(`copy of the ownership at ${customer.displayName}`);
    }
    const events = log.filter((event) => event.subject === customer._id);
    const taken = events.filter((event) => TAKEN.includes(event.type)).map((event) => Number(event.data.cycle));
    const cycles = Array.from({ length: cycle }, (_, index) => index + 1);
    // A first cycle in the pool has no taking; all others begin by one.
    const pooledAtOnce = events.some(
      (event) => event.type.endsWith('lead.pooled.v1') && event.data.previousOwnerId === '',
    );
    findings.sameSet(
      cycles.filter((number) => number > 1 || !pooledAtOnce).map(String),
      taken.map(String),
      `taking of ${customer.displayName} in cycle`,
    );
    findings.sameSet(
      cycles.map((number) => `${customer._id}:${number}`),
      snapshot.decisions
        .filter((decision) => decision.leadId === customer._id)
        .map((decision) => `${decision.leadId}:${decision.cycle}`),
      'decision',
    );
  }
  checkHoldings(snapshot, findings);
}

function checkHoldings(snapshot: Snapshot, findings: Findings): void {
  const open = snapshot.ownerships.filter((ownership) => ownership.ownerId !== '' && !ownership.closedAs);
  findings.sameSet(
    open.map((ownership) => `${ownership.ownerId} ${ownership._id}`),
    snapshot.holdings.flatMap((holding) => holding.entries.map((entry) => `${holding._id} ${entry.leadId}`)),
    'place of a rep for a lead',
  );
}
