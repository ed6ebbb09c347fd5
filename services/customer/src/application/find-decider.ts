import { orNone } from './find-registrant';
import type { Organization } from './registration-deps';

/**
 * The first of these teams, nearest first, that is led by somebody who is no party to the contest; empty ids when there is
 * none: then admins decide.
 */
export async function findDecider(
  organization: Organization,
  teamIds: string[],
  parties: string[],
): Promise<{ teamId: string; repId: string }> {
  for (const teamId of teamIds) {
    const team = await orNone(organization.getTeam({ teamId }));
    if (team && team.managerId !== '' && !parties.includes(team.managerId)) return { teamId, repId: team.managerId };
  }
  return { teamId: '', repId: '' };
}
