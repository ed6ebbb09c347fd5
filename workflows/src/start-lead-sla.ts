import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client';
import { type LeadSlaInput, leadSlaId } from './lead-sla/state';
import type { leadSla } from './lead-sla/workflow';

/**
 * Starts the clock of an obligation; false when it runs or (unless `again`) ran already. A started workflow whose
 * obligation is over ends at its first look, so a late start does no harm.
 */
export async function startLeadSla(
  client: Client,
  taskQueue: string,
  input: LeadSlaInput,
  mode: 'once' | 'again',
): Promise<boolean> {
  try {
    await client.workflow.start<typeof leadSla>('leadSla', {
      workflowId: leadSlaId(input.leadId, input.cycle),
      taskQueue,
      args: [input],
      workflowIdReusePolicy:
        mode === 'once' ? WorkflowIdReusePolicy.REJECT_DUPLICATE : WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
