import type { AccessScope, LoggedEvent } from '@fairlead/service-kit';
import { concerns, type HandoverRepository } from '../repository/handover-repository';
import type { OwnershipRepository } from '../repository/ownership-repository';

const LEAD_EVENTS = 'crm.assignment.lead.';
const HANDOVER_EVENTS = 'crm.assignment.handover.';
const RULE_EVENTS = 'crm.assignment.rule_set.';

/**
 * Events about a lead are seen by those who may see the lead now; those about teams and reps by everybody signed in;
 * those about rules by managers; those about handovers by whom they concern.
 */
export async function visibleEvents(
  { ownerships, handovers }: { ownerships: OwnershipRepository; handovers: HandoverRepository },
  events: LoggedEvent[],
  scope: AccessScope,
): Promise<Set<number>> {
  const aboutLeads = events.filter(({ type }) => type.startsWith(LEAD_EVENTS));
  const leads = await ownerships.visibleIds(
    aboutLeads.map(({ subject }) => subject),
    scope,
  );
  const aboutHandovers = events.filter(({ type }) => type.startsWith(HANDOVER_EVENTS));
  const handoverIds = [...new Set(aboutHandovers.map(({ subject }) => subject))];
  const concerning = new Set(
    (await handovers.findMany(handoverIds)).filter((each) => concerns(each, scope)).map(({ _id }) => _id),
  );
  const visible = events.filter(({ type, subject }) => {
    if (type.startsWith(LEAD_EVENTS)) return leads.has(subject);
    if (type.startsWith(HANDOVER_EVENTS)) return concerning.has(subject);
    return !type.startsWith(RULE_EVENTS) || scope.kind === 'team';
  });
  return new Set(visible.map(({ _id }) => _id));
}
