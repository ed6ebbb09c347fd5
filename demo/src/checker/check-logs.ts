import type { Findings } from './findings';
import { SERVICES, type Snapshot } from './snapshot';

/** Events that the timeline leaves out: they are about no lead, or repeat what another one says. */
const NOT_SHOWN = /\.(ownership\.applied|notification\.read|rep\.|team\.|rule_set\.)|crm\.notification\.read/;

/** The logs are whole, nothing waits, and the timeline says what they say. */
export function checkLogs(snapshot: Snapshot, findings: Findings): void {
  for (const waiting of snapshot.pending) findings.dropped(`event still inside ${waiting}`);
  for (const parked of snapshot.parked) findings.dropped(`parked event ${parked}`);
  const shown: string[] = [];
  const customers = new Set(snapshot.customers.map((customer) => customer._id));
  for (const service of SERVICES) {
    const log = snapshot.logs[service];
    const last = log.at(-1)?._id ?? 0;
    const positions = new Set(log.map((event) => event._id));
    for (let position = 1; position <= last; position += 1) {
      if (!positions.has(position)) findings.dropped(`event ${position} of ${service}`);
    }
    const ids = new Set<string>();
    for (const event of log) {
      if (ids.has(event.eventId)) findings.doubled(`event ${event.eventId} of ${service}`);
      ids.add(event.eventId);
      if (!NOT_SHOWN.test(event.type) && customers.has(event.subject)) shown.push(`${service}:${event._id}`);
    }
  }
  findings.sameSet(
    shown,
    snapshot.timeline.map((entry) => entry._id),
    'timeline entry',
  );
  checkCreations(snapshot, findings);
}

/** Every lead says once that it came into being, every contact once that it was made. */
function checkCreations(snapshot: Snapshot, findings: Findings): void {
  const subjects = (service: (typeof SERVICES)[number], type: string) =>
    snapshot.logs[service].filter((event) => event.type === type).map((event) => event.subject);
  const leads = snapshot.customers.map((customer) => customer._id);
  findings.sameSet(leads, subjects('customer', 'crm.customer.lead.created.v1'), 'event lead.created');
  const converted = snapshot.customers.filter((customer) => customer.state === 'CUSTOMER_STATE_CUSTOMER');
  findings.sameSet(
    converted.map((customer) => customer._id),
    subjects('customer', 'crm.customer.lead.converted.v1'),
    'event lead.converted',
  );
  findings.sameSet(
    snapshot.followUps.map((followUp) => followUp._id),
    snapshot.logs['follow-up']
      .filter((event) => event.type === 'crm.followup.follow_up.logged.v1')
      .map((event) => String(event.data.followUpId)),
    'event follow_up.logged',
  );
}
