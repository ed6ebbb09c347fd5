import { hasRole, type Principal, permissionDenied } from '@fairlead/service-kit';

/** Admins change every team, managers those of their own tree. Teams are public, so the refusal may say so. */
export function requireTreeWriter(principal: Principal, teamPath: readonly string[]): void {
  if (hasRole(principal, 'admin')) return;
  if (hasRole(principal, 'manager') && principal.team && teamPath.includes(principal.team)) return;
  throw permissionDenied('Only admins and the managers of this team or one above it may do this.');
}
