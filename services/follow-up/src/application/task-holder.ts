import { type CallerContext, hasRole, permissionDenied } from '@fairlead/service-kit';

/** Only the task's owner, managers of the tree and admins change a task. */
export function refuseUnlessTaskHolder({ principal }: CallerContext, task: { ownerId: string; teamPath: string[] }) {
  const { rep, team } = principal;
  if (hasRole(principal, 'admin')) return;
  if (hasRole(principal, 'manager') && team && task.teamPath.includes(team)) return;
  if (rep && rep === task.ownerId) return;
  throw permissionDenied('Only the task’s owner, a manager of the team or an admin may do this.');
}
