import type { assignment } from '@fairlead/proto';
import { fromClientError } from '@fairlead/service-kit';
import { OwnerNames } from '../import/owner-names';

type Organization = Pick<assignment.OrganizationServiceClient, 'listReps' | 'listTeams'>;

/** All reps and teams by their ids and names. */
export async function readOwnerNames(organization: Organization): Promise<OwnerNames> {
  try {
    const reps: assignment.Rep[] = [];
    const teams: assignment.Team[] = [];
    let pageToken = '';
    do {
      const page = await organization.listReps({ pageSize: 200, pageToken });
      reps.push(...page.reps);
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    do {
      const page = await organization.listTeams({ pageSize: 200, pageToken });
      teams.push(...page.teams);
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    return new OwnerNames(reps, teams);
  } catch (error) {
    throw fromClientError(error);
  }
}
