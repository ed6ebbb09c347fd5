import type { followup } from '@fairlead/proto';
import type { Client } from '@temporalio/client';
import { isKeptByItsCase, workflowOf } from './clock-workflow';
import { type StartMode, startOnce } from './start-once';

/**
 * Starts the workflow of an obligation; false when it runs, (unless `again`) ran already, or is none of its own. A started
 * workflow whose obligation is over ends at its first look, so a late start does no harm.
 */
export async function startClock(
  client: Client,
  taskQueue: string,
  clock: Pick<followup.Obligation, 'id' | 'kind' | 'subject' | 'cycle'>,
  mode: StartMode,
): Promise<boolean> {
  if (isKeptByItsCase(clock)) return false;
  const { id: obligationId, subject: leadId, cycle } = clock;
  const ofLead = clock.kind === 'first_contact';
  const args: [object] = [ofLead ? { obligationId, leadId, cycle } : { obligationId }];
  const workflowId = workflowOf(clock);
  return startOnce(client, ofLead ? 'leadSla' : 'obligationClock', { workflowId, taskQueue, args }, mode);
}
