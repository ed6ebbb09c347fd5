import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client';

/** `once`: never a second run under this id; `again`: another one when the former is over. */
export type StartMode = 'once' | 'again';

/** Starts a workflow; false when it runs or (unless `again`) ran already. */
export async function startOnce(
  client: Client,
  workflowType: string,
  options: { workflowId: string; taskQueue: string; args: [object] },
  mode: StartMode,
): Promise<boolean> {
  try {
    await client.workflow.start(workflowType, {
      ...options,
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
