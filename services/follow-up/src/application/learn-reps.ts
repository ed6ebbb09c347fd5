import type { assignment } from '@fairlead/proto';
import type { KitClient } from '@fairlead/service-kit';
import type { CaseRepositories } from '../repository/case-repositories';
import type { Repositories } from '../repository/repositories';
import { toRepFact } from './organization-facts';

export type RepLister = Pick<KitClient<typeof assignment.OrganizationServiceDefinition>, 'listReps'>;

const PAGE = 500;

/** Takes over all reps as they are now; copies of the same revision from before there were cases are completed. */
export async function learnReps(
  { reps, agentCopies }: Pick<Repositories, 'reps'> & Pick<CaseRepositories, 'agentCopies'>,
  organization: RepLister,
): Promise<void> {
  for (let pageToken = ''; ; ) {
    const page = await organization.listReps({ pageSize: PAGE, pageToken });
    for (const rep of page.reps) {
      const fact = toRepFact(rep);
      if (!(await reps.apply(rep.id, fact))) await agentCopies.complete(rep.id, fact);
    }
    pageToken = page.nextPageToken;
    if (pageToken === '') return;
  }
}
