import { type Client, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/client';
import { handoverWorkflowId } from './handover/state';
import type { handover } from './handover/workflow';
import { changed } from './lead-sla/messages';

/** Starts the workflow of a handover, or tells it to look again. One with nothing to do ends at its first look. */
export async function lookAfterHandover(client: Client, taskQueue: string, handoverId: string): Promise<void> {
  await client.workflow.signalWithStart<typeof handover, []>('handover', {
    workflowId: handoverWorkflowId(handoverId),
    taskQueue,
    args: [{ handoverId }],
    signal: changed,
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  });
}
