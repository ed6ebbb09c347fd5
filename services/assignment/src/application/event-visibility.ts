import type { AccessScope, LoggedEvent } from '@fairlead/service-kit';
import type { OwnershipRepository } from '../repository/ownership-repository';

/** Events that tell whose a record is. */
const OWNERSHIP_EVENTS = /^crm\.assignment\.(lead|customer)\./;
const RULE_EVENTS = 'crm.assignment.rule_set.';

/**
 * Events about a lead or customer are seen by those who may see it now; those about teams, pools and reps by everybody who
 * belongs to a team of the house, which partners do not; those about rules by managers.
 */
export async function visibleEvents(
  ownerships: OwnershipRepository,
  events: LoggedEvent[],
  scope: AccessScope,
): Promise<Set<number>> {
  const aboutLeads = events.filter(({ type }) => OWNERSHIP_EVENTS.test(type));
  const leads = await ownerships.visibleIds(
    aboutLeads.map(({ subject }) => subject),
    scope,
  );
  const visible = events.filter(({ type, subject }) => {
    if (OWNERSHIP_EVENTS.test(type)) return leads.has(subject);
    if (type.startsWith(RULE_EVENTS)) return scope.kind === 'team';
    return scope.kind === 'team' || (scope.kind === 'own' && scope.teamId !== '');
  });
  return new Set(visible.map(({ _id }) => _id));
}
