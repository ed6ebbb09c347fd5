import type { AccessScope, LoggedEvent } from '@fairlead/service-kit';
import { concerns, type HandoverRepository } from '../repository/handover-repository';
import type { OwnershipRepository } from '../repository/ownership-repository';

/** Events that tell whose a record is. */
const OWNERSHIP_EVENTS = /^crm\.assignment\.(lead|customer)\./;
const HANDOVER_EVENTS = 'crm.assignment.handover.';
const RULE_EVENTS = 'crm.assignment.rule_set.';

/**
 * Events about a lead or customer are seen by those who may see it now; those about teams, pools and reps by everybody who
 * belongs to a team of the house, which partners do not; those about rules by managers; those about handovers by whom they
 * concern.
 */
export async function visibleEvents(
  { ownerships, handovers }: { ownerships: OwnershipRepository; handovers: HandoverRepository },
  events: LoggedEvent[],
  scope: AccessScope,
): Promise<Set<number>> {
  const aboutLeads = events.filter(({ type }) => OWNERSHIP_EVENTS.test(type));
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
    if (OWNERSHIP_EVENTS.test(type)) return leads.has(subject);
    if (type.startsWith(HANDOVER_EVENTS)) return concerning.has(subject);
    if (type.startsWith(RULE_EVENTS)) return scope.kind === 'team';
    return scope.kind === 'team' || (scope.kind === 'own' && scope.teamId !== '');
  });
  return new Set(visible.map(({ _id }) => _id));
}
