import type { Finding } from './findings';
import type { Snapshot } from './snapshot';

/** What `.fairlead/demo-summary.json` says; every number is read from the stores. */
export interface Summary {
  leads: number;
  assigned: number;
  pooled: number;
  claimed: number;
  contacted: number;
  converted: number;
  recycled: number;
  reminders: number;
  escalations: number;
  openObligations: number;
  dropped: number;
  doubled: number;
  redelivered: number;
  seconds: number;
  seed: number;
  kills?: Record<string, number>;
  crashPoints?: Record<string, number>;
}

/** Counts from a snapshot. */
export function summarize(snapshot: Snapshot, findings: Finding[], seconds: number, seed: number): Summary {
  const events = (service: keyof Snapshot['logs'], type: string) =>
    snapshot.logs[service].filter((event) => event.type === type);
  const levels = events('follow-up', 'crm.followup.obligation.level_reached.v1').map((event) =>
    String(event.data.level),
  );
  const pooled = events('assignment', 'crm.assignment.lead.pooled.v1');
  return {
    leads: snapshot.customers.length,
    assigned: events('assignment', 'crm.assignment.lead.assigned.v1').length,
    pooled: snapshot.ownerships.filter((ownership) => ownership.poolId !== '').length,
    claimed: events('assignment', 'crm.assignment.lead.claimed.v1').length,
    contacted: snapshot.customers.filter((customer) => customer.stage !== 'STAGE_LEAD').length,
    converted: snapshot.customers.filter((customer) => customer.state === 'CUSTOMER_STATE_CUSTOMER').length,
    recycled: pooled.filter((event) => event.data.previousOwnerId !== '').length,
    reminders: levels.filter((level) => level.startsWith('reminder')).length,
    escalations: levels.filter((level) => level === 'breach').length,
    // Clocks of stages and of silence may still run when the day is over.
    openObligations: snapshot.obligations.filter(
      ({ _id, state }) => _id.startsWith('first_contact:') && /OPEN|RECYCLING/.test(state),
    ).length,
    dropped: findings.filter((finding) => finding.kind === 'dropped').length,
    doubled: findings.filter((finding) => finding.kind === 'doubled').length,
    redelivered: snapshot.redelivered,
    seconds,
    seed,
  };
}
