import { type CallerContext, hasRole, permissionDenied } from '@fairlead/service-kit';

/** Only the owner of a task or clock, managers of the tree and admins change it. */
export function refuseUnlessHolder(
  { principal }: CallerContext,
  record: { ownerId: string; teamPath: string[] },
  what: 'task' | 'clock',
): void {
  const { rep, team } = principal;
  if (hasRole(principal, 'admin')) return;
  if (hasRole(principal, 'manager') && team && record.teamPath.includes(team)) return;
  if (rep && rep === record.ownerId) return;
  throw permissionDenied(`Only the ${what}’s owner, a manager of the team or an admin may do this.`);
}
