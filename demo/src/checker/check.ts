import type { LeadInput } from '../company/lead-input';
import { checkClocks } from './check-clocks';
import { checkLogs } from './check-logs';
import { checkOwnership } from './check-ownership';
import { type Finding, Findings } from './findings';
import type { Snapshot } from './snapshot';

/** Compares the input with records, event logs, obligations and workflow histories; every difference is a finding. */
export function check(input: LeadInput[], snapshot: Snapshot): Finding[] {
  const findings = new Findings();
  findings.sameSet(
    input.map((lead) => lead.externalRef),
    snapshot.customers
      .map((customer) => customer.externalRef)
      .filter((ref) => input.some((lead) => lead.externalRef === ref)),
    'lead of the input file',
  );
  checkLogs(snapshot, findings);
  checkOwnership(snapshot, findings);
  checkClocks(snapshot, findings);
  return findings.list;
}
