import { followup as proto } from '@fairlead/proto';
import { hasRole, type Principal } from '@fairlead/service-kit';
import type { Case } from './case';
import { hasSkills } from './case-dispatch';

const { CASE_STATE_NEW } = proto.CaseState;

/** Which cases a caller sees. Repositories take it as a required argument: no query without it. */
export type CaseScope =
  | { kind: 'all' }
  /** A manager: cases of agents or customers of the team and those below. */
  | { kind: 'team'; teamId: string; repId: string; skills: string[] }
  /** A rep: own cases, those of own customers, and (for a service agent) those that nobody has yet. */
  | { kind: 'own'; repId: string; skills: string[] }
  | { kind: 'none' };

/** `skills`: of the calling rep, as far as known. Partners see none. */
export function caseScope(principal: Principal, skills: string[]): CaseScope {
  if (hasRole(principal, 'service', 'admin', 'operator')) return { kind: 'all' };
  const repId = principal.rep ?? '';
  if (hasRole(principal, 'manager') && principal.team) return { kind: 'team', teamId: principal.team, repId, skills };
  if (hasRole(principal, 'rep') && repId) return { kind: 'own', repId, skills };
  return { kind: 'none' };
}

type Seen = Pick<Case, 'state' | 'assigneeId' | 'assigneeTeamPath' | 'ownerId' | 'customerTeamPath' | 'skill'>;

const isFree = ({ state, skill }: Seen, skills: string[]) => state === CASE_STATE_NEW && hasSkills(skills, skill);

export function seesCase(scope: CaseScope, found: Seen): boolean {
  if (scope.kind === 'all') return true;
  if (scope.kind === 'none') return false;
  if (isFree(found, scope.skills)) return true;
  if (scope.repId !== '' && (found.assigneeId === scope.repId || found.ownerId === scope.repId)) return true;
  if (scope.kind === 'own') return false;
  return found.assigneeTeamPath.includes(scope.teamId) || found.customerTeamPath.includes(scope.teamId);
}

/** The same rule as a store filter; null means that nothing can be in scope. */
export function caseFilter(scope: CaseScope): Record<string, unknown> | null {
  if (scope.kind === 'all') return {};
  if (scope.kind === 'none') return null;
  const { repId, skills } = scope;
  const free = hasSkills(skills, '') ? [{ state: CASE_STATE_NEW, skill: { $in: ['', ...skills] } }] : [];
  const own = repId === '' ? [] : [{ assigneeId: repId }, { ownerId: repId }];
  const team = scope.kind === 'team' ? [{ assigneeTeamPath: scope.teamId }, { customerTeamPath: scope.teamId }] : [];
  const any = [...own, ...team, ...free];
  return any.length > 0 ? { $or: any } : null;
}

/** Who works on it: its agent, managers above the agent's or the customer's team, admins. */
export function mayWorkOn(principal: Principal, found: Seen): boolean {
  if (hasRole(principal, 'admin')) return true;
  if (hasRole(principal, 'manager') && principal.team) {
    const { team } = principal;
    if (found.assigneeTeamPath.includes(team) || found.customerTeamPath.includes(team)) return true;
  }
  return Boolean(principal.rep) && principal.rep === found.assigneeId;
}

/** A manager above it, or an admin. */
export const mayManage = (principal: Principal, found: Seen): boolean =>
  hasRole(principal, 'admin', 'manager') && mayWorkOn({ ...principal, rep: undefined }, found);
