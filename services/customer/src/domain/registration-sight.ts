import { type AccessScope, hasRole, inScope, type Principal } from '@fairlead/service-kit';
import type { Contest } from './contest';
import type { Registration } from './registration';

/** What a caller may see of a contest: everything, the own case, that there is one, or nothing. */
export type Sight = 'whole' | 'contestant' | 'registrant' | 'none';

export const seesRegistration = (registration: Registration, scope: AccessScope) =>
  !registration.tombstone && inScope(scope, registration);

/** Neither side learns who the other one is; only who stands above both sees both. */
export function sightOf(registration: Registration, contest: Contest, scope: AccessScope): Sight {
  if (scope.kind === 'none') return 'none';
  if (scope.kind === 'all') return 'whole';
  if (scope.repId === contest.contestantId) return 'contestant';
  if (scope.repId === contest.registrantId) return 'registrant';
  if (scope.kind === 'team') {
    const above = contest.registrantTeamPath.includes(scope.teamId);
    if (contest.contestantTeamPath.includes(scope.teamId)) return above ? 'whole' : 'contestant';
  }
  return seesRegistration(registration, scope) ? 'registrant' : 'none';
}

/** Whether the caller stands above both sides of a contest, and is neither of them. */
export function isDecider(registration: Registration, contest: Contest, principal: Principal, scope: AccessScope) {
  const { rep } = principal;
  if (rep && [contest.contestantId, contest.registrantId].includes(rep)) return false;
  if (hasRole(principal, 'admin')) return true;
  return scope.kind === 'team' && sightOf(registration, contest, scope) === 'whole';
}
