import type { AccessScope, LoggedEvent } from '@fairlead/service-kit';
import type { OwnershipRepository } from '../repository/ownership-repository';

const LEAD_EVENTS = 'crm.assignment.lead.';
const RULE_EVENTS = 'crm.assignment.rule_set.';

/**
 * Events about a lead are seen by those who may see the lead now; those about teams, pools and reps by everybody
 * signed in; those about rules by managers.
 */
export async function visibleEvents(
  ownerships: OwnershipRepository,
  events: LoggedEvent[],
  scope: AccessScope,
): Promise<Set<number>> {
  const aboutLeads = events.filter(({ type }) => type.startsWith(LEAD_EVENTS));
  const leads = await ownerships.visibleIds(
    aboutLeads.map(({ subject }) => subject),
    scope,
  );
  const visible = events.filter(({ type, subject }) => {
    if (type.startsWith(LEAD_EVENTS)) return leads.has(subject);
    return !type.startsWith(RULE_EVENTS) || scope.kind === 'team';
  });
  return new Set(visible.map(({ _id }) => _id));
}
