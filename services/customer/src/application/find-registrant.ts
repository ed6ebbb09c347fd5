import type { assignment } from '@fairlead/proto';
import {
  type AppError,
  fromClientError,
  hasRole,
  invalidArgument,
  type Principal,
  permissionDenied,
} from '@fairlead/service-kit';
import type { Registrant } from '../domain/registrant';
import type { Organization } from './registration-deps';

/**
 * For whom a command is: the caller, or the rep whom managers (within their teams) and admins name. The team path is asked
 * of assignment, which alone knows it.
 */
export async function findRegistrant(
  principal: Principal,
  named: string,
  organization: Organization,
): Promise<Registrant> {
  const repId = named || principal.rep || '';
  if (repId === '') throw fault('is required when the caller is no rep');
  const own = repId === principal.rep;
  if (!own && !hasRole(principal, 'manager', 'admin', 'service')) {
    throw permissionDenied('A rep registers for no other rep.');
  }
  const rep = await orNone(organization.getRep({ repId }));
  if (!rep) throw own ? permissionDenied('The caller is no rep of this installation.') : fault('there is no such rep');
  if (!rep.active) throw fault('this rep is not active');
  const team = await orNone(organization.getTeam({ teamId: rep.teamId }));
  const teamPath = team?.path ?? [];
  const within = own || hasRole(principal, 'admin', 'service') || teamPath.includes(principal.team ?? '');
  // Who belongs to another manager's team is not told.
  if (!within) throw fault('there is no such rep');
  return { ownerId: repId, teamId: rep.teamId, teamPath };
}

const fault = (description: string): AppError => invalidArgument([{ field: 'registrant_id', description }]);

/** Undefined for what does not exist. */
export async function orNone<T extends assignment.Rep | assignment.Team>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    const failure = fromClientError(error);
    if (failure.code === 'NOT_FOUND') return undefined;
    throw failure;
  }
}
