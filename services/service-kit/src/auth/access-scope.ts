import type { Principal } from './principal';
import { hasRole } from './principal';

/** Which records a caller sees. Repositories take it as a required argument: no query without a scope. */
export type AccessScope =
  | { kind: 'all' }
  /** A manager: the team and all teams below it. */
  | { kind: 'team'; teamId: string; repId?: string; sub: string }
  /** A rep: own records, and those in the own team's public pool. A partner has no pool: `teamId` is empty. */
  | { kind: 'own'; repId: string; teamId: string; sub: string }
  | { kind: 'none' };

/** What a record must tell for a scope check. */
export interface Scoped {
  ownerId: string;
  teamId: string;
  teamPath: readonly string[];
  /** Who created it; sees it until the first decision gave it a team. */
  createdBy?: string;
}

export function scopeOf(principal: Principal): AccessScope {
  if (hasRole(principal, 'service', 'admin', 'operator')) return { kind: 'all' };
  if (hasRole(principal, 'manager') && principal.team) {
    return { kind: 'team', teamId: principal.team, repId: principal.rep, sub: principal.sub };
  }
  if (hasRole(principal, 'rep') && principal.rep) {
    return { kind: 'own', repId: principal.rep, teamId: principal.team ?? '', sub: principal.sub };
  }
  if (hasRole(principal, 'partner') && principal.rep) {
    return { kind: 'own', repId: principal.rep, teamId: '', sub: principal.sub };
  }
  return { kind: 'none' };
}

/** The same rule as scopeFilter, for a record at hand. */
export function inScope(scope: AccessScope, record: Scoped): boolean {
  if (scope.kind === 'all') return true;
  if (scope.kind === 'none') return false;
  const undecided = record.ownerId === '' && record.teamId === '';
  if (undecided && record.createdBy === scope.sub) return true;
  if (scope.kind === 'team') return record.teamPath.includes(scope.teamId);
  if (record.ownerId === scope.repId) return true;
  return record.ownerId === '' && scope.teamId !== '' && record.teamId === scope.teamId;
}

/**
 * The same rule as a store filter. `prefix` is the path of the ownership in the document, e.g. `ownership.`; null means
 * that nothing can be in scope.
 */
export function scopeFilter(scope: AccessScope, prefix = ''): Record<string, unknown> | null {
  const owner = `${prefix}ownerId`;
  const team = `${prefix}teamId`;
  switch (scope.kind) {
    case 'all':
      return {};
    case 'none':
      return null;
    case 'team':
      return { $or: [{ [`${prefix}teamPath`]: scope.teamId }, { [owner]: '', [team]: '', createdBy: scope.sub }] };
    case 'own':
      return {
        $or: [
          { [owner]: scope.repId },
          ...(scope.teamId ? [{ [owner]: '', [team]: scope.teamId }] : []),
          { [owner]: '', [team]: '', createdBy: scope.sub },
        ],
      };
  }
}
